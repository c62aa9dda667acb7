import { execFile } from 'node:child_process';
import { pause } from './pause.ts';

/** Where a task of an array is: `index` is its number in the array. */
export interface QueuedTask {
  readonly jobId: string;
  readonly index: number;
  readonly state: string;
}

/** Submits an array of tasks `indices` and returns its job id. Rejects with what sbatch says. */
export async function submitArray(
  script: string,
  indices: readonly number[],
  args: readonly string[],
): Promise<string> {
  const output = await slurm('sbatch', ['--parsable', `--array=${ranges(indices)}`, ...args, script]);
  // `id`, or `id;cluster`.
  return output.trim().split(';', 1)[0] ?? '';
}

/** The tasks of these jobs that have not ended; ended ones are listed for a while, too, by their end. Rejects when Slurm does not answer. */
export async function queuedTasks(jobIds: readonly string[]): Promise<readonly QueuedTask[]> {
  const args = ['--noheader', '--array', '--states=all', '--format=%A|%F|%K|%T', `--jobs=${jobIds.join(',')}`];
  const output = await slurm('squeue', args).catch((error: unknown) => {
    // Slurm forgets jobs some minutes after they end.
    if (error instanceof Error && /invalid job id/i.test(error.message)) return '';
    throw error;
  });
  return output.split('\n').flatMap((line) => {
    const [, jobId = '', index = '', state = ''] = line.trim().split('|');
    return /^\d+$/.test(index) ? [{ jobId, index: Number(index), state }] : [];
  });
}

/** Why Slurm says that a task ended, as far as it still knows. */
export async function endedBecause(jobId: string, index: number): Promise<string | undefined> {
  const id = `${jobId}_${index}`;
  const shown = await slurm('scontrol', ['show', 'job', id]).catch(() => '');
  const state = /\bJobState=(\S+)/.exec(shown)?.[1];
  if (state !== undefined) {
    const reason = /\bReason=(\S+)/.exec(shown)?.[1] ?? 'None';
    return reason === 'None' ? state : `${state}, ${reason}`;
  }
  const accounted = await slurm('sacct', ['--noheader', '--parsable2', '--format=State', `--jobs=${id}`]).catch(
    () => '',
  );
  return accounted.split('\n', 1)[0]?.trim() || undefined;
}

/** Cancels the arrays of a name, and waits until nothing of them runs: those that an earlier process submitted, and left. */
export async function endArrays(jobName: string, signal: AbortSignal): Promise<void> {
  const left = ['--noheader', `--name=${jobName}`, '--format=%A'];
  await slurm('scancel', [`--name=${jobName}`]);
  while (!signal.aborted && (await slurm('squeue', left)).trim() !== '') await pause(LEFT_POLL_MS, signal);
}

const LEFT_POLL_MS = 200;

export async function cancelJobs(jobIds: readonly string[]): Promise<void> {
  await slurm('scancel', jobIds);
}

/** Tasks that one array may have; the number of its last task is one less. */
export async function maxArraySize(): Promise<number> {
  const config = await slurm('scontrol', ['show', 'config']);
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(config)?.[1] ?? 1001);
}

/** `0-3,7` */
export function ranges(indices: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const last = runs.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** Standard output of a command of Slurm. Rejects with the end of its standard error. */
function slurm(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT')
        reject(new Error(`${command} is not on the PATH: this machine cannot submit to Slurm.`));
      else {
        const said = stderr.trim().split('\n').at(-1) || error.message;
        // Most of what they say begins with their name.
        reject(new Error(said.startsWith(`${command}:`) ? said : `${command}: ${said}`));
      }
    });
  });
}
