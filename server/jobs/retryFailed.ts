import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner, RunOptions, Task, TaskEnd, TaskOutcome } from './runner.ts';

/** Runs each task at most once. Ends are in the order of the tasks. */
export type RunRound = (tasks: readonly Task[], round: RoundOptions) => Promise<readonly TaskEnd[]>;

export interface RoundOptions extends Pick<RunOptions, 'folder' | 'signal'> {
  readonly onState: (task: Task, state: 'waiting' | 'running') => void;
  /** Tells of an end at once; the round goes on. */
  readonly onEnd: (task: Task, end: TaskEnd) => void;
  /** Where a task's output goes; the index is that of the task in this round. */
  readonly logPath: (index: number) => string;
}

/** A runner that runs all tasks, then those that failed again, until all are done or have had their attempts. */
export function retryFailed(runRound: RunRound): Runner {
  return async (tasks, { folder, maxAttempts, signal, onState }) => {
    const outcomes = new Map<Task, TaskOutcome>();
    let open = tasks;
    for (let attempt = 1; open.length > 0; attempt++) {
      const roundFolder = join(folder, `attempt-${attempt}`);
      // What an earlier run left there would be taken for this one's.
      await rm(roundFolder, { recursive: true, force: true });
      await mkdir(roundFolder, { recursive: true });
      const mayRetry = (end: TaskEnd): boolean => end.kind === 'failed' && attempt < maxAttempts && !signal.aborted;
      const logPath = (index: number): string => join(roundFolder, `task-${index}.log`);
      const ends = await runRound(open, {
        folder: roundFolder,
        signal,
        onState,
        onEnd: (task, end) => {
          onState(task, mayRetry(end) ? 'retrying' : end.kind);
        },
        logPath,
      });
      open.forEach((task, index) => {
        const end = ends[index] ?? { kind: 'failed', reason: 'it was lost' };
        outcomes.set(task, { task, end, attempts: attempt, logPath: logPath(index) });
      });
      open = open.filter((task) => {
        const end = outcomes.get(task)?.end;
        return end !== undefined && mayRetry(end);
      });
    }
    return tasks.flatMap((task) => outcomes.get(task) ?? []);
  };
}
