import { commands, Disposable, Uri, window } from 'vscode';
import type { OpenLogs } from './openLogs.ts';
import { activeTabUri } from './watchTabs.ts';

/** Keeps the context keys that the manifest's `when` clauses ask for. */
export function keepContextKeys(logs: OpenLogs): Disposable {
  let wasEvaluation: boolean | undefined;
  const updateActive = (): void => {
    const uri = activeTabUri()?.toString();
    const isEvaluation = uri !== undefined && logs.source(uri) !== undefined;
    if (isEvaluation === wasEvaluation) return;
    wasEvaluation = isEvaluation;
    void commands.executeCommand('setContext', 'passkLens.isEvaluation', isEvaluation);
  };
  logs.onDidChange(({ kind }) => {
    if (kind !== 'source') return;
    void commands.executeCommand('setContext', 'passkLens.evaluationPaths', logs.uris().flatMap(pathsOf));
    updateActive();
  });
  updateActive();
  return Disposable.from(
    window.tabGroups.onDidChangeTabs(updateActive),
    window.tabGroups.onDidChangeTabGroups(updateActive),
  );
}

/** A window on another machine knows a log by another URI, and its path by the separators of that machine. */
function pathsOf(text: string): readonly string[] {
  const uri = Uri.parse(text);
  return [uri.fsPath, uri.path];
}
