import type { AnalystJob, AnalystThread, JobOutcome } from './analystThread.ts';
import { createLruCache } from './lruCache.ts';

export interface JobHandle {
  readonly outcome: Promise<JobOutcome>;
  /** Takes the job out of the queue, or stops it where it runs. */
  readonly stop: () => void;
}

export interface AnalystPool {
  readonly warmUp: () => void;
  /** A job that is `idle` starts once nothing else is under way or waiting, and leaves the other threads to what comes then. */
  readonly submit: (job: AnalystJob, urgency?: 'now' | 'idle') => JobHandle;
  readonly dispose: () => void;
}

interface QueuedJob {
  readonly job: AnalystJob;
  readonly urgency: 'now' | 'idle';
  readonly resolve: (outcome: JobOutcome) => void;
}

/**
 * At most `size` threads, started when they are needed: one slow log does not hold up the next. Jobs start in the order
 * they came; a file goes to the thread that read it last where that one is idle, which may have kept its counts. Else the oldest idle thread reads,
 * and the youngest fits what has been read: code that has run before is compiled.
 */
export function createAnalystPool(createThread: () => AnalystThread, size: number): AnalystPool {
  /** From the oldest. */
  const threads: AnalystThread[] = [];
  const busy = new Map<QueuedJob, AnalystThread>();
  /** Path of a file → who read it last. */
  const readers = createLruCache<AnalystThread>(MAX_REMEMBERED_FILES, () => 1);
  let queue: QueuedJob[] = [];

  const newThread = (): AnalystThread => {
    const thread = createThread();
    threads.push(thread);
    return thread;
  };
  const idleThreadFor = ({ input }: AnalystJob): AnalystThread | undefined => {
    const atWork = new Set(busy.values());
    const idle = threads.filter((thread) => !atWork.has(thread));
    const reader = input.kind === 'file' ? readers.get(input.path) : undefined;
    if (reader !== undefined && idle.includes(reader)) return reader;
    return input.kind === 'log' ? idle.at(-1) : idle[0];
  };

  const startNext = (): void => {
    if (queue.length === 0 || busy.size >= size) return;
    const next = queue.find(({ urgency }) => urgency === 'now') ?? (busy.size === 0 ? queue[0] : undefined);
    if (next === undefined) return;
    queue = queue.filter((other) => other !== next);
    const thread = idleThreadFor(next.job) ?? newThread();
    if (next.job.input.kind === 'file') readers.set(next.job.input.path, thread);
    busy.set(next, thread);
    void thread.run(next.job).then((outcome) => {
      busy.delete(next);
      next.resolve(outcome);
      startNext();
    });
  };

  return {
    warmUp: () => {
      if (threads.length === 0) newThread().warmUp();
    },
    submit: (job, urgency = 'now') => {
      const { promise, resolve } = withResolver<JobOutcome>();
      const queued: QueuedJob = { job, urgency, resolve };
      queue.push(queued);
      startNext();
      return {
        outcome: promise,
        stop: () => {
          busy.get(queued)?.stop();
          if (!queue.includes(queued)) return;
          queue = queue.filter((other) => other !== queued);
          resolve({ kind: 'stopped' });
        },
      };
    },
    dispose: () => {
      queue.forEach(({ resolve }) => {
        resolve({ kind: 'stopped' });
      });
      queue = [];
      threads.forEach((thread) => {
        thread.dispose();
      });
    },
  };
}

const MAX_REMEMBERED_FILES = 100;

function withResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
