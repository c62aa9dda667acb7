import { CodeLens, Disposable, EventEmitter, l10n, languages, Range, type CodeLensProvider } from 'vscode';
import { siblingsOf } from './groupRuns.ts';
import type { OpenLogs } from './openLogs.ts';
import { logPattern } from './sniffLog.ts';

/** A lens on a log of which other runs are open: they can be one evaluation. */
export function createMergeLens(logs: OpenLogs, mergeRunsCommand: string): Disposable {
  const changed = new EventEmitter<void>();
  logs.onDidChange(() => {
    changed.fire();
  });
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }) => {
      const runs = siblingsOf(logs, uri.toString());
      if (runs.length < 2) return [];
      const title = l10n.t('merge {0} open runs of this task and model', runs.length);
      return [new CodeLens(new Range(0, 0, 0, 0), { title, command: mergeRunsCommand, arguments: [runs] })];
    },
  };
  return Disposable.from(changed, languages.registerCodeLensProvider({ pattern: logPattern }, provider));
}
