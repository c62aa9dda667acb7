import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { l10n, ProgressLocation, window, workspace } from 'vscode';
import { engineFolders } from '../engineFolders.ts';
import { slurmDefaults } from './slurmDefaults.ts';

export interface ExperimentStart {
  /** `dist/passk.js`. */
  readonly passk: string;
  /** Behind `passk run`. */
  readonly args: readonly string[];
  /** Where the job's folder goes, and what paths are relative to. */
  readonly workingFolder: string;
}

/** How many experiments run at a time, of this machine. */
function queueLimits(): readonly string[] {
  const { cpu, gpu } = {
    ...{ cpu: 1, gpu: 1 },
    ...workspace.getConfiguration('passkLens').get<Partial<Record<'cpu' | 'gpu', number>>>('experimentsAtATime'),
  };
  return ['--cpu-jobs', String(cpu), '--gpu-jobs', String(gpu)];
}

/**
 * Starts an experiment by the command line, which checks the settings and starts a job process that outlives this window.
 * Returns the job's folder; rejects with the sentence that the command line prints when it cannot.
 */
export function startExperiment(start: ExperimentStart): Thenable<string> {
  if (!start.args.includes('--download')) return runPassk(start);
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Fetching the images'), cancellable: true },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return runPassk(start, abort.signal);
    },
  );
}

function runPassk({ passk, args, workingFolder }: ExperimentStart, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [passk, 'run', ...args, ...queueLimits(), '--detach'], {
      cwd: workingFolder,
      // In the extension host the executable is the editor's.
      env: {
        ...{ ...process.env, ...slurmDefaults(), ...dataFolder() },
        ...{ ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1', PASSK_LENS_ENGINES: engineFolders() },
      },
      ...(signal && { signal }),
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.stderr += part));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(inWorkspace(text.stdout.trim(), workingFolder));
      else reject(new Error(text.stderr.trim().replace(/^(?:passk|error): /, '')));
    });
  });
}

/** The command line resolves links in its working folder, and the editor does not: what it finds in a folder is known by the editor's path. */
async function inWorkspace(folder: string, workingFolder: string): Promise<string> {
  const real = await realpath(workingFolder);
  return folder.startsWith(join(real, sep)) ? join(workingFolder, folder.slice(real.length)) : folder;
}

/** Where images are looked for that no experiment file names a folder of. */
function dataFolder(): NodeJS.ProcessEnv {
  const folder = workspace.getConfiguration('passkLens').get<string>('dataFolder', '');
  return folder === '' ? {} : { PASSK_LENS_DATA: folder };
}
