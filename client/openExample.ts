import { commands, l10n, Uri, window, workspace } from 'vscode';
import { hasLogName } from './sniffLog.ts';

/** Opens one of the logs that come with the extension, read-only: the next reader shall find it as it was. */
export async function openExample(extensionUri: Uri): Promise<void> {
  const folder = Uri.joinPath(extensionUri, 'examples');
  const entries = await workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter((name) => hasLogName(Uri.joinPath(folder, name)));
  const name = await window.showQuickPick(names.sort(), { placeHolder: l10n.t('An evaluation log to look at') });
  if (name === undefined) return;
  await window.showTextDocument(Uri.joinPath(folder, name), { preview: false });
  await commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}
