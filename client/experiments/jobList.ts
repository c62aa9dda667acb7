import { dirname, join } from 'node:path';
import { Disposable, EventEmitter, workspace, type Event } from 'vscode';
import { findJobs, JOBS_FOLDER } from '../../server/jobs/findJobs.ts';
import { type FoundJob, isOver } from '../../server/jobs/jobFolder.ts';

/**
 * The experiments of this workspace, known by their folders: those of other windows, of the command line and of earlier sessions, too.
 * Looked at again each second while one is at work, otherwise when a record changes.
 */
export interface JobList {
  /** Newest first. */
  jobs(): readonly FoundJob[];
  find(folder: string): FoundJob | undefined;
  readonly onDidChange: Event<void>;
  /** Looks at once. */
  refresh(): Promise<void>;
  /** Looks at once, and from now on where this job is, too, which need not be in the workspace. */
  include(folder: string): Promise<void>;
  dispose(): void;
}

const BETWEEN_LOOKS_MS = 1000;

export function createJobList(): JobList {
  const changed = new EventEmitter<void>();
  const watcher = workspace.createFileSystemWatcher(`**/${JOBS_FOLDER}/*/*.json`);
  let jobs: readonly FoundJob[] = [];
  const others = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isDisposed = false;
  /** Looks follow each other, so that an older one never overwrites a newer. */
  let looking = Promise.resolve();

  const look = async (): Promise<void> => {
    clearTimeout(timer);
    const ofWorkspace = (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => join(uri.fsPath, JOBS_FOLDER));
    const parents = new Set([...ofWorkspace, ...others]);
    const found = (await Promise.all([...parents].map((parent) => findJobs(parent, Date.now())))).flat();
    if (isDisposed) return;
    const isNews = JSON.stringify(found) !== JSON.stringify(jobs);
    jobs = found;
    if (isNews) changed.fire();
    if (jobs.some(({ state }) => !isOver(state))) timer = setTimeout(() => void refresh(), BETWEEN_LOOKS_MS);
  };
  const refresh = (): Promise<void> => (looking = looking.then(look));
  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), 100);
  };
  const listeners = Disposable.from(
    watcher,
    watcher.onDidCreate(refreshSoon),
    watcher.onDidChange(refreshSoon),
    watcher.onDidDelete(refreshSoon),
    workspace.onDidChangeWorkspaceFolders(refreshSoon),
  );
  void refresh();

  return {
    jobs: () => jobs,
    find: (folder) => jobs.find((job) => job.folder === folder),
    onDidChange: changed.event,
    refresh,
    include: (folder) => {
      others.add(dirname(folder));
      return refresh();
    },
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      listeners.dispose();
      changed.dispose();
    },
  };
}
