import { setTimeout } from 'node:timers/promises';
import { commands, l10n, window, workspace, type Uri } from 'vscode';
import { baseName } from './sniffLog.ts';

/** Says of a large log in a tab, once a file, where its analysis is to be seen: VS Code shows no lenses in it. */
export type LargeLogNotice = (uri: Uri, bytes: number) => Promise<void>;

export function createLargeLogNotice(showCoverageCommand: string): LargeLogNotice {
  const noticed = new Set<string>();
  return async (uri, bytes) => {
    const key = uri.toString();
    if (noticed.has(key)) return;
    noticed.add(key);
    // A document that VS Code does hand over comes a little after its tab, and has its lenses.
    await setTimeout(DOCUMENT_DELAY_MS);
    if (workspace.textDocuments.some((document) => document.uri.toString() === key)) return;
    const show = l10n.t('Show Coverage');
    const message = l10n.t(
      '{0} has {1} MB: VS Code shows no lenses in it. Its evaluation is in the panel, the Problems view and the view of pass@k Lens; “pass@k Lens: Analyze File…” opens such a log without its text.',
      baseName(uri),
      Math.round(bytes / 1_048_576),
    );
    if ((await window.showInformationMessage(message, show)) === show)
      await commands.executeCommand(showCoverageCommand, key);
  };
}

const DOCUMENT_DELAY_MS = 2000;
