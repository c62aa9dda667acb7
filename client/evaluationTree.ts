import {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  Uri,
  window,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import type { AnalysisState, OpenLogs } from './openLogs.ts';
import { problemCount } from './statusItem.ts';

/** The view of the open evaluations: each with what the server found. Empty, the view offers an example. */
export function createEvaluationTree(logs: OpenLogs): Disposable {
  const changed = new EventEmitter<undefined>();
  logs.onDidChange(() => {
    changed.fire(undefined);
  });
  const provider: TreeDataProvider<Uri> = {
    onDidChangeTreeData: changed.event,
    getChildren: (parent) => (parent ? [] : logs.uris().map((uri) => Uri.parse(uri))),
    getTreeItem: (uri) => treeItem(uri, logs.state(uri.toString())),
  };
  return window.createTreeView('passkLens.evaluations', { treeDataProvider: provider });
}

function treeItem(uri: Uri, state: AnalysisState | undefined): TreeItem {
  const item = new TreeItem(uri);
  item.description = state?.summary ?? '';
  item.iconPath = icon(state);
  item.tooltip = [uri.fsPath, state?.summary ?? '', state ? problemCount(state) : ''].filter(Boolean).join('\n');
  item.contextValue = 'evaluation';
  item.command = { command: 'vscode.open', title: '', arguments: [uri] };
  return item;
}

function icon(state: AnalysisState | undefined): ThemeIcon {
  if (!state || state.stage === 'reading' || state.stage === 'counted') return new ThemeIcon('loading~spin');
  if (state.stage === 'failed' || state.numErrors > 0)
    return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (state.numWarnings > 0) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  return new ThemeIcon('graph-line');
}
