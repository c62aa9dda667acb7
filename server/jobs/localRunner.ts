import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { lastLineOf } from './lastLine.ts';
import { retryFailed, type RoundOptions } from './retryFailed.ts';
import type { Runner, Task, TaskEnd } from './runner.ts';

export interface LocalRunnerOptions {
  /** Processes at a time. */
  readonly maxProcesses: number;
}

/** Between asking a process to end and ending it. */
const GRACE_MS = 2000;

/** Runs tasks as child processes of this machine. */
export function createLocalRunner({ maxProcesses }: LocalRunnerOptions): Runner {
  return retryFailed(async (tasks, round) => {
    const ends: TaskEnd[] = tasks.map(() => ({ kind: 'cancelled' }));
    const queue = tasks.entries();
    const work = async (): Promise<void> => {
      for (const [index, task] of queue) {
        if (round.signal.aborted) return;
        round.onState(task, 'running');
        const end = await runTask(task, round, round.logPath(index));
        ends[index] = end;
        round.onEnd(task, end);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, maxProcesses) }, work));
    return ends;
  });
}

async function runTask({ command }: Task, { signal }: RoundOptions, logPath: string): Promise<TaskEnd> {
  const log = await open(logPath, 'w');
  try {
    const end = await new Promise<string | number>((resolve) => {
      const [program, ...args] = command;
      const child = spawn(program, args, { stdio: ['ignore', log.fd, log.fd], windowsHide: true });
      let killing: NodeJS.Timeout | undefined;
      const stop = (): void => {
        child.kill();
        killing = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      };
      signal.addEventListener('abort', stop, { once: true });
      const settle = (result: string | number): void => {
        clearTimeout(killing);
        signal.removeEventListener('abort', stop);
        resolve(result);
      };
      child.once('error', (error) => {
        settle(error.message);
      });
      child.once('close', (status, killedBy) => {
        settle(status ?? `ended by ${killedBy ?? 'a signal'}`);
      });
      if (signal.aborted) stop();
    });
    if (end === 0) return { kind: 'done' };
    if (signal.aborted) return { kind: 'cancelled' };
    const what = typeof end === 'number' ? `exit status ${end}` : end;
    return { kind: 'failed', reason: `${what}${await lastLineOf(logPath)}` };
  } finally {
    await log.close();
  }
}
