import {
  Disposable,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  type TreeDataProvider,
} from 'vscode';
import { describeBriefly, describeMeasures, describeProgress } from '../../server/jobs/describeProgress.ts';
import type { FoundJob } from '../../server/jobs/jobFolder.ts';
import { jobFiles } from '../../server/protocol/job.ts';
import type { JobList } from './jobList.ts';

/** The view of the experiments: state, engine really used, loss, epoch, rate and time left; below one on Slurm the elements of its array. */
export function createJobTree(list: JobList): Disposable {
  const changed = new EventEmitter<undefined>();
  const listener = list.onDidChange(() => {
    changed.fire(undefined);
  });
  const provider: TreeDataProvider<FoundJob> = {
    onDidChangeTreeData: changed.event,
    getChildren: (parent) => [...(parent ? parent.elements : list.jobs())],
    getTreeItem: (job) => treeItem(job, list.find(job.folder) === undefined),
  };
  const view = window.createTreeView('passkLens.experiments', { treeDataProvider: provider });
  return Disposable.from(view, listener, changed);
}

function treeItem(job: FoundJob, isElement: boolean): TreeItem {
  const { record, state, progress, folder } = job;
  const item = new TreeItem(
    record.title,
    job.elements.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
  );
  const engine = progress?.engine?.used;
  const isUnderWay = state.kind === 'running' || state.kind === 'queued';
  item.id = folder;
  item.resourceUri = Uri.file(folder);
  // A narrow view cuts the end: the state first, and all of it in the tooltip.
  item.description = [
    stateText(job),
    state.kind === 'running' && progress ? describeBriefly(progress) : undefined,
    engine,
    state.kind === 'running' && progress ? describeMeasures(progress) : undefined,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  item.tooltip = [
    `${record.title}: ${stateText(job)}${engine === undefined ? '' : ` · ${engine}`}`,
    'message' in state ? state.message : '',
    isUnderWay && progress ? describeProgress(progress) : '',
    ...(progress?.engine?.fallbacks ?? []),
    folder,
  ]
    .filter((line) => line !== '')
    .join('\n');
  item.iconPath = icon(state.kind);
  // An element is cancelled and resumed with the others.
  item.contextValue = `${isElement ? 'element' : 'job'}.${state.kind}`;
  item.command = {
    command: 'passkLens.openExperiment',
    title: '',
    arguments: [Uri.file(`${folder}/${jobFiles.record}`)],
  };
  return item;
}

export function stateText({ state }: Pick<FoundJob, 'state'>): string {
  switch (state.kind) {
    case 'queued':
      return l10n.t('waiting');
    case 'running':
      return l10n.t('running');
    case 'done':
      return l10n.t('done');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'interrupted':
      return l10n.t('interrupted');
    case 'failed':
      return l10n.t('failed');
  }
}

function icon(kind: FoundJob['state']['kind']): ThemeIcon {
  switch (kind) {
    case 'queued':
      return new ThemeIcon('clock');
    case 'running':
      return new ThemeIcon('loading~spin');
    case 'done':
      return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
    case 'cancelled':
      return new ThemeIcon('circle-slash');
    case 'interrupted':
      return new ThemeIcon('debug-pause', new ThemeColor('list.warningForeground'));
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
}
