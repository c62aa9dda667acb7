import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLineOf } from './lastLine.ts';
import { pause } from './pause.ts';
import { retryFailed, type RoundOptions } from './retryFailed.ts';
import type { Runner, Task, TaskEnd } from './runner.ts';
import { cancelJobs, endedBecause, maxArraySize, queuedTasks, submitArray } from './slurmCommands.ts';
import type { SlurmOptions } from '../protocol/job.ts';
import { sbatchArguments } from './slurmOptions.ts';

export interface SlurmRunnerOptions extends SlurmOptions {
  /** Of the arrays in Slurm, `passk` otherwise: one of its own lets a later run find those of an earlier. */
  readonly jobName?: string;
  /** Between two looks at the queue, at most: the first looks follow each other faster. */
  readonly pollMs?: number;
  /** After a task has left the queue, until its files must have reached this machine through a shared file system. */
  readonly settleMs?: number;
  /** For what is worth saying: the numbers of the jobs, a Slurm that does not answer. */
  readonly onNote?: (note: string) => void;
}

/** Runs tasks as arrays of Slurm. Whether a task is done is told by a file that it leaves, because accounting may be off. */
export function createSlurmRunner(options: SlurmRunnerOptions = {}): Runner {
  return retryFailed(async (tasks, round) => {
    const jobIds = await submit(tasks, round, options);
    const cancel = (): void => {
      cancelJobs(jobIds).catch((error: unknown) => options.onNote?.(String(error)));
    };
    round.signal.addEventListener('abort', cancel, { once: true });
    if (round.signal.aborted) cancel();
    try {
      return await awaitTasks(tasks, jobIds, round, options);
    } finally {
      round.signal.removeEventListener('abort', cancel);
    }
  });
}

/** One array for each `MaxArraySize` tasks; the job id of each. */
async function submit(tasks: readonly Task[], round: RoundOptions, options: SlurmRunnerOptions): Promise<string[]> {
  const size = await maxArraySize();
  await Promise.all(
    tasks.map((task, index) => writeFile(scriptOf(round.folder, index), taskScript(task, round, index))),
  );
  const jobIds: string[] = [];
  for (let first = 0; first < tasks.length; first += size) {
    const indices = Array.from({ length: Math.min(size, tasks.length - first) }, (_, i) => i);
    const script = join(round.folder, `array-${jobIds.length}.sh`);
    await writeFile(script, arrayScript(round.folder, first));
    const args = [
      `--job-name=${options.jobName ?? 'passk'}`,
      '--output=/dev/null',
      '--error=/dev/null',
      ...sbatchArguments(options),
    ];
    jobIds.push(await submitArray(script, indices, args));
  }
  options.onNote?.(`submitted to Slurm as ${jobIds.join(', ')}`);
  return jobIds;
}

function scriptOf(folder: string, index: number): string {
  return join(folder, `task-${index}.sh`);
}

function exitOf(folder: string, index: number): string {
  return join(folder, `task-${index}.exit`);
}

function arrayScript(folder: string, first: number): string {
  return `#!/bin/sh\nexec sh ${quoted(join(folder, 'task-'))}$((SLURM_ARRAY_TASK_ID + ${first})).sh\n`;
}

function taskScript({ command }: Task, { folder, logPath }: RoundOptions, index: number): string {
  const exit = exitOf(folder, index);
  const program = command.map(quoted).join(' ');
  return `${program} >${quoted(logPath(index))} 2>&1\necho $? >${quoted(`${exit}.part`)}\nmv ${quoted(`${exit}.part`)} ${quoted(exit)}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const ENDED = new Set([
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'NODE_FAIL',
  'BOOT_FAIL',
  'DEADLINE',
]);

const FIRST_POLL_MS = 200;

async function awaitTasks(
  tasks: readonly Task[],
  jobIds: readonly string[],
  round: RoundOptions,
  options: SlurmRunnerOptions,
): Promise<readonly TaskEnd[]> {
  const size = await maxArraySize();
  const ends = new Map<Task, TaskEnd>();
  const started = new Set<Task>();
  const goneSince = new Map<Task, number>();
  for (let look = 0; ends.size < tasks.length; look++) {
    // What is cancelled is gone within a moment, and somebody waits for it.
    const patience = round.signal.aborted ? FIRST_POLL_MS : FIRST_POLL_MS * 1.2 ** look;
    await pause(Math.min(options.pollMs ?? 5000, patience), round.signal);
    const queue = await queuedTasks(jobIds).catch((error: unknown) => {
      options.onNote?.(`${String(error)}; asking again`);
      return undefined;
    });
    if (queue === undefined) {
      if (round.signal.aborted) break;
      continue;
    }
    const states = new Map(queue.map(({ jobId, index, state }) => [jobIds.indexOf(jobId) * size + index, state]));
    for (const [index, task] of tasks.entries()) {
      if (ends.has(task)) continue;
      const state = states.get(index);
      if (state !== undefined && !ENDED.has(state)) {
        if (state !== 'PENDING' && !started.has(task)) round.onState(task, 'running');
        if (state !== 'PENDING') started.add(task);
        goneSince.delete(task);
        continue;
      }
      const since = goneSince.get(task) ?? performance.now();
      goneSince.set(task, since);
      const mustBeThere = performance.now() - since >= (options.settleMs ?? 10_000) || round.signal.aborted;
      const place = { jobId: jobIds[Math.floor(index / size)] ?? '', arrayIndex: index % size };
      const end = await endOf(index, place, round, mustBeThere);
      if (end === undefined) continue;
      ends.set(task, end);
      round.onEnd(task, end);
    }
  }
  return tasks.map((task) => ends.get(task) ?? { kind: 'cancelled' });
}

/** How a task that has left the queue ended; undefined while its file may still be on its way. */
async function endOf(
  index: number,
  { jobId, arrayIndex }: { readonly jobId: string; readonly arrayIndex: number },
  { folder, signal, logPath }: RoundOptions,
  mustBeThere: boolean,
): Promise<TaskEnd | undefined> {
  const status = await readFile(exitOf(folder, index), 'utf8').catch(() => undefined);
  if (status?.trim() === '0') return { kind: 'done' };
  if (status === undefined && !mustBeThere) return undefined;
  if (signal.aborted) return { kind: 'cancelled' };
  const what = status === undefined ? await endedBecause(jobId, arrayIndex) : `exit status ${status.trim()}`;
  return { kind: 'failed', reason: `${what ?? 'it left the queue unfinished'}${await lastLineOf(logPath(index))}` };
}
