import {
  Disposable,
  l10n,
  languages,
  LanguageStatusSeverity,
  window,
  type Command,
  type LanguageStatusItem,
} from 'vscode';
import type { AnalysisState, OpenLogs } from './openLogs.ts';
import { activeTabUri } from './watchTabs.ts';

/** The language status of the active editor: there while it shows an evaluation log, and only then. */
export function createStatusItem(logs: OpenLogs, showCoverage: string): Disposable {
  let item: LanguageStatusItem | undefined;

  const update = (): void => {
    const uri = activeTabUri()?.toString();
    const state = uri === undefined ? undefined : logs.state(uri);
    if (uri === undefined || !state) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= languages.createLanguageStatusItem('passkLens.status', [
      { language: 'json' },
      { language: 'jsonl' },
      { language: 'csv' },
    ]);
    item.name = 'pass@k Lens';
    item.text = state.summary === '' ? l10n.t('Reading the evaluation log…') : state.summary;
    item.detail = problemCount(state);
    item.busy = state.stage === 'reading' || state.stage === 'counted';
    item.severity = severity(state);
    item.command = showCoverageCommand(showCoverage, uri);
  };

  logs.onDidChange(update);
  update();
  return Disposable.from(
    window.tabGroups.onDidChangeTabs(update),
    window.tabGroups.onDidChangeTabGroups(update),
    new Disposable(() => item?.dispose()),
  );
}

function severity({ stage, numErrors, numWarnings }: AnalysisState): LanguageStatusSeverity {
  if (stage === 'failed' || numErrors > 0) return LanguageStatusSeverity.Error;
  return numWarnings > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
}

/** `1 error, 2 warnings`; empty where there are none. */
export function problemCount({ numErrors, numWarnings }: AnalysisState): string {
  const errors = numErrors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', numErrors);
  const warnings = numWarnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', numWarnings);
  return [...(numErrors > 0 ? [errors] : []), ...(numWarnings > 0 ? [warnings] : [])].join(', ');
}

function showCoverageCommand(command: string, uri: string): Command {
  return { command, title: l10n.t('Show Coverage'), arguments: [uri] };
}
