import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { commands, Disposable, l10n, Uri, ViewColumn, window, workspace, type LogOutputChannel } from 'vscode';
import { type FoundJob, isOver } from '../../server/jobs/jobFolder.ts';
import { jobFiles } from '../../server/protocol/job.ts';
import type { Panels } from '../panels.ts';
import { experimentPattern } from './experimentLenses.ts';
import { type Choices, concludeJob, offer } from './concludeJob.ts';
import type { JobList } from './jobList.ts';
import { stateText } from './jobTree.ts';
import { startExperiment } from './startExperiment.ts';
import { watchJob } from './watchJob.ts';

export interface JobContext {
  /** `dist/passk.js`. */
  readonly passk: string;
  readonly list: JobList;
  readonly panels: Panels;
  readonly log: LogOutputChannel;
}

export function registerJobCommands(context: JobContext): Disposable {
  const { list, panels, log } = context;
  const folderOf = async (target: unknown, isChosen: (job: FoundJob) => boolean): Promise<string | undefined> =>
    isJob(target) ? target.folder : (await chooseJob(list.jobs().filter(isChosen)))?.folder;

  const cancel = async (folder: string): Promise<void> => {
    await writeFile(join(folder, jobFiles.cancelRequest), '');
    await list.refresh();
  };
  const start = async (args: readonly string[], workingFolder: string, waysOut: Choices = {}): Promise<void> => {
    if (!workspace.isTrusted) return;
    try {
      const folder = await startExperiment({ passk: context.passk, args, workingFolder });
      await list.include(folder);
      panels.show(recordOf(folder));
      await follow(folder, () => start([...args, '--set', 'data=synthetic'], workingFolder));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error(message);
      // Without a button a long message is cut to one line.
      await offer((items) => window.showErrorMessage(message, ...items), {
        ...waysOut,
        [l10n.t('Show Log')]: () => {
          log.show();
        },
      });
    }
  };
  const follow = async (folder: string, drawImages?: () => Promise<void>): Promise<void> => {
    const instead = drawImages && { [l10n.t('Use Drawn Images')]: drawImages };
    // What came is kept, and the next try goes on from there.
    const download = (job: FoundJob): Promise<void> =>
      start([...resuming(job), '--download'], dirname(job.folder), {
        [l10n.t('Try Again')]: () => download(job),
        ...instead,
      });
    await concludeJob(await watchJob(folder, { list, log, cancel }), { open, download, drawImages });
  };
  const followThoseAtWork = async (): Promise<void> => {
    await list.refresh();
    for (const { folder, state } of list.jobs()) if (!isOver(state)) void follow(folder);
  };
  const runModel = async (model: string): Promise<void> => {
    const place = workingFolder();
    if (place === undefined) {
      void window.showInformationMessage(l10n.t('Open a folder first: the result of an experiment is a folder in it.'));
      return;
    }
    const size = await chooseSize();
    if (size !== undefined) await start([model, ...size], place);
  };
  const runFile = async (target: unknown, how: unknown): Promise<void> => {
    const file = target instanceof Uri ? target : await chooseExperimentFile();
    if (file === undefined) return;
    const document = await workspace.openTextDocument(file);
    if (document.isDirty && !(await document.save())) return;
    const place = workspace.getWorkspaceFolder(file)?.uri.fsPath ?? dirname(file.fsPath);
    const model = /"model"\s*:\s*"(\w+)"/.exec(document.getText())?.[1];
    if (model === undefined) {
      void window.showErrorMessage(l10n.t('{0} names no model, neither vae nor memory.', file.fsPath));
      return;
    }
    await start([model, '--spec', file.fsPath, ...(WAYS[String(how)] ?? [])], place);
  };
  const open = async (folder: string): Promise<void> => {
    if (list.find(folder)?.state.kind === 'done')
      await window.showTextDocument(Uri.file(join(folder, jobFiles.evaluation)), {
        ...{ preview: false, viewColumn: ViewColumn.One },
      });
    panels.show(recordOf(folder));
  };

  const handlers: Record<string, (...args: readonly unknown[]) => unknown> = {
    'passkLens.runVae': () => runModel('vae'),
    'passkLens.runMemory': () => runModel('memory'),
    'passkLens.runExperimentFile': runFile,
    'passkLens.openExperiment': (uri) => {
      if (uri instanceof Uri) panels.show(uri);
    },
    'passkLens.cancelExperiment': async (target) => {
      const folder = await folderOf(target, ({ state }) => !isOver(state));
      if (folder !== undefined) await cancel(folder);
    },
    'passkLens.resumeExperiment': async (target) => {
      const folder = await folderOf(target, isResumable);
      const job = folder === undefined ? undefined : list.find(folder);
      if (job) await start(resuming(job), dirname(job.folder));
    },
    'passkLens.openResult': async (target) => {
      const folder = await folderOf(target, ({ state }) => state.kind === 'done');
      if (folder !== undefined) await open(folder);
    },
    'passkLens.showExperimentLog': () => {
      log.show();
    },
  };
  void followThoseAtWork();
  return Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.registerCommand(id, handler)));
}

/** Of the lenses of an experiment file, by their argument. */
const WAYS: Partial<Record<string, readonly string[]>> = {
  gpu: ['--engine', 'onnx-webgpu'],
  slurm: ['--runner', 'slurm'],
};

function resuming({ folder, record }: FoundJob): readonly string[] {
  return [record.spec.model, '--resume', '--out', folder];
}

function isResumable({ state }: FoundJob): boolean {
  return state.kind === 'interrupted' || state.kind === 'failed';
}

function isJob(value: unknown): value is FoundJob {
  return typeof value === 'object' && value !== null && 'folder' in value && 'record' in value;
}

function recordOf(folder: string): Uri {
  return Uri.file(join(folder, jobFiles.record));
}

function workingFolder(): string | undefined {
  return workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
}

async function chooseJob(jobs: readonly FoundJob[]): Promise<FoundJob | undefined> {
  if (jobs.length === 0) void window.showInformationMessage(l10n.t('There is no such experiment in this workspace.'));
  if (jobs.length < 2) return jobs[0];
  const items = jobs.map((job) => ({ label: job.record.title, description: stateText(job), job }));
  return (await window.showQuickPick(items))?.job;
}

async function chooseSize(): Promise<readonly string[] | undefined> {
  const sizes = [
    { label: l10n.t('Quick'), description: l10n.t('a small version, of less than a minute'), args: ['--quick'] },
    {
      label: l10n.t('Quick, on drawn images'),
      description: l10n.t('needs no data: no result of the paper'),
      args: ['--quick', '--set', 'data=synthetic'],
    },
    { label: l10n.t('The paper’s settings'), description: l10n.t('minutes to an hour'), args: [] },
  ];
  return (await window.showQuickPick(sizes, { placeHolder: l10n.t('How large?') }))?.args;
}

async function chooseExperimentFile(): Promise<Uri | undefined> {
  const files = await workspace.findFiles(experimentPattern);
  if (files.length === 0)
    void window.showInformationMessage(l10n.t('There is no *.passk-experiment.json in this workspace.'));
  if (files.length < 2) return files[0];
  const items = files.map((file) => ({ label: workspace.asRelativePath(file), file }));
  return (await window.showQuickPick(items))?.file;
}
