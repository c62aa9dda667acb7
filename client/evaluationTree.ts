import {
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  type Command,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { runsBehind } from '../server/protocol/mergedRuns.ts';
import { archiveViewType } from './archiveEditor.ts';
import { isBinaryLog } from './sniffLog.ts';
import { groupRuns, type RunGroup } from './groupRuns.ts';
import type { AnalysisState, OpenLogs } from './openLogs.ts';
import { problemCount } from './statusItem.ts';

type Node = Uri | RunGroup;

/** The view of the open evaluations: each with what the server found, runs of one task and model together. Empty, the view offers an example. */
export function createEvaluationTree(logs: OpenLogs): Disposable {
  const changed = new EventEmitter<undefined>();
  logs.onDidChange(() => {
    changed.fire(undefined);
  });
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (parent) => {
      if (parent instanceof Uri) return [];
      if (parent) return parent.uris.map((uri) => Uri.parse(uri));
      return groupRuns(logs).map((runs) => (runs.uris.length > 1 ? runs : Uri.parse(runs.uris[0] ?? '')));
    },
    getTreeItem: (node) => (node instanceof Uri ? treeItem(node, logs.state(node.toString())) : runsItem(node)),
  };
  return window.createTreeView('passkLens.evaluations', { treeDataProvider: provider });
}

/** Runs beside an open one may be many: a file a problem, a file a seed. */
const MAX_UNFOLDED = 12;

function runsItem({ name, uris }: RunGroup): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(name, uris.length > MAX_UNFOLDED ? Collapsed : Expanded);
  item.description = l10n.t('{0} runs', uris.length);
  item.iconPath = new ThemeIcon('layers');
  item.contextValue = 'runs';
  return item;
}

function treeItem(uri: Uri, state: AnalysisState | undefined): TreeItem {
  const runs = runsBehind(uri.toString());
  const item = new TreeItem(uri);
  item.description = state?.summary ?? l10n.t('not open');
  item.iconPath = icon(state);
  const files = runs?.map((run) => Uri.parse(run).fsPath) ?? [uri.fsPath];
  item.tooltip = [...files, state?.summary ?? '', state ? problemCount(state) : ''].filter(Boolean).join('\n');
  item.contextValue = 'evaluation';
  item.command = openCommand(uri, runs !== undefined);
  return item;
}

function openCommand(uri: Uri, isMerged: boolean): Command {
  if (isMerged) return { command: 'passkLens.showCoverage', title: '', arguments: [uri] };
  return isBinaryLog(uri)
    ? { command: 'vscode.openWith', title: '', arguments: [uri, archiveViewType] }
    : { command: 'vscode.open', title: '', arguments: [uri] };
}

function icon(state: AnalysisState | undefined): ThemeIcon {
  if (!state) return new ThemeIcon('file');
  if (state.stage === 'reading' || state.stage === 'counted') return new ThemeIcon('loading~spin');
  if (state.stage === 'failed' || state.numErrors > 0)
    return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (state.numWarnings > 0) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  return new ThemeIcon('graph-line');
}
