import { CodeLens, Disposable, EventEmitter, l10n, languages, Range, type CodeLensProvider } from 'vscode';
import { rivalsOf, siblingsOf } from './groupRuns.ts';
import type { OpenLogs } from './openLogs.ts';
import { logPattern } from './sniffLog.ts';

export interface GroupCommands {
  readonly mergeRuns: string;
  readonly compare: string;
}

/** Lenses on a log of which other logs are open that belong to it: runs that can be one evaluation, models that can be compared. */
export function createGroupLenses(logs: OpenLogs, { mergeRuns, compare }: GroupCommands): Disposable {
  const changed = new EventEmitter<void>();
  logs.onDidChange(() => {
    changed.fire();
  });
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }) => {
      const runs = siblingsOf(logs, uri.toString());
      const rivals = rivalsOf(logs, uri.toString());
      return [
        ...lensOn(runs, l10n.t('merge {0} open runs of this task and model', runs.length), mergeRuns),
        ...lensOn(rivals, l10n.t('compare {0} open logs of this task', rivals.length), compare),
      ];
    },
  };
  return Disposable.from(changed, languages.registerCodeLensProvider({ pattern: logPattern }, provider));
}

function lensOn(uris: readonly string[], title: string, command: string): readonly CodeLens[] {
  return uris.length < 2 ? [] : [new CodeLens(new Range(0, 0, 0, 0), { title, command, arguments: [uris] })];
}
