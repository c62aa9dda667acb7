import type { AnalystJob, AnalystThread, JobOutcome } from './analystThread.ts';

export interface JobHandle {
  readonly outcome: Promise<JobOutcome>;
  /** Takes the job out of the queue, or stops it where it runs. */
  readonly stop: () => void;
}

export interface AnalystPool {
  readonly warmUp: () => void;
  readonly submit: (job: AnalystJob) => JobHandle;
  readonly dispose: () => void;
}

interface QueuedJob {
  readonly job: AnalystJob;
  readonly resolve: (outcome: JobOutcome) => void;
}

/** At most `size` threads, started when they are needed: one slow log does not hold up the next. Jobs start in the order they came. */
export function createAnalystPool(createThread: () => AnalystThread, size: number): AnalystPool {
  const idle: AnalystThread[] = [];
  const busy = new Map<QueuedJob, AnalystThread>();
  let queue: QueuedJob[] = [];

  const startNext = (): void => {
    if (queue.length === 0 || busy.size >= size) return;
    const [next] = queue.splice(0, 1);
    if (next === undefined) return;
    const thread = idle.pop() ?? createThread();
    busy.set(next, thread);
    void thread.run(next.job).then((outcome) => {
      busy.delete(next);
      idle.push(thread);
      next.resolve(outcome);
      startNext();
    });
  };

  return {
    warmUp: () => {
      if (idle.length > 0 || busy.size > 0) return;
      const thread = createThread();
      thread.warmUp();
      idle.push(thread);
    },
    submit: (job) => {
      const { promise, resolve } = withResolver<JobOutcome>();
      const queued: QueuedJob = { job, resolve };
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
      [...idle, ...busy.values()].forEach((thread) => {
        thread.dispose();
      });
    },
  };
}

function withResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
