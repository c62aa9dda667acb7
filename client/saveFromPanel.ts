import { l10n, Uri, window, workspace } from 'vscode';
import type { FromPanel } from '../server/protocol/panel.ts';

/** Asks where to, and writes what the panel exports. The suggested name is made of log text: only a plain file name is taken. */
export async function saveFromPanel(message: Extract<FromPanel, { type: 'save' }>, logUri: Uri): Promise<void> {
  const { suggestedName, format, dataBase64 } = message;
  const folder =
    logUri.scheme !== 'file' && !workspace.fs.isWritableFileSystem(logUri.scheme)
      ? workspace.workspaceFolders?.[0]?.uri
      : Uri.joinPath(logUri, '..');
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, plainFileName(suggestedName)) }),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(dataBase64, 'base64'));
  } catch (error) {
    void window.showErrorMessage(l10n.t('{0} was not written: {1}', target.fsPath, String(error)));
  }
}

function plainFileName(name: string): string {
  return name.replace(/[^\w.@-]+/g, '_').replace(/^\.+/, '');
}
