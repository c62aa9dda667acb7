import { l10n, window, type Uri } from 'vscode';
import { logExtensions } from './sniffLog.ts';

/** Asks for files that may be logs. */
export function chooseLogs(): Thenable<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    canSelectMany: true,
    filters: { [l10n.t('Evaluation logs')]: [...logExtensions] },
  });
}
