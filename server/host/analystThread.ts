import { Worker } from 'node:worker_threads';
import type { FirstAnswers } from '../core/firstAnswers.ts';
import type { PlacedLog } from '../language/logState.ts';
import type { AnalysisSettings, AnalystData } from '../protocol/analyst.ts';
import type { AnalystReply, AnalystRequest, FittedEval, LogInput } from './analystChannel.ts';

export interface AnalystJob {
  readonly name: string;
  readonly input: LogInput;
  readonly settings: AnalysisSettings;
  /** See `ToAnalyst`. */
  readonly nextEval: SharedArrayBuffer;
  readonly onProgress: (bytesRead: number, size: number) => void;
  readonly onCounted: (log: PlacedLog, first: readonly FirstAnswers[]) => void;
  readonly onFitted: (evalIndex: number, fit: FittedEval) => void;
  /** Of a job that looks for siblings. */
  readonly onSiblings?: (paths: readonly string[]) => void;
  /** Of a job that plans. */
  readonly onPlanned?: (plans: Extract<AnalystReply, { readonly type: 'planned' }>['plans']) => void;
  /** Of a job that compares. */
  readonly onCompared?: (comparison: Extract<AnalystReply, { readonly type: 'compared' }>) => void;
}

export type JobOutcome =
  { readonly kind: 'done' } | { readonly kind: 'stopped' } | { readonly kind: 'failed'; readonly message: string };

/** A worker thread that does one job at a time, and is replaced when it dies. */
export interface AnalystThread {
  /** Starts the thread before there is a job for it. */
  readonly warmUp: () => void;
  /** Never rejects: a thread that dies is an outcome. Must not be called before the last job is done. */
  readonly run: (job: AnalystJob) => Promise<JobOutcome>;
  /** Stops the job that runs: by asking, and after `graceMs` by ending the thread. */
  readonly stop: () => void;
  readonly dispose: () => void;
}

export interface AnalystThreadOptions {
  readonly workerUrl: URL;
  /** Heap of the thread: a hostile log ends its own thread, not the server. */
  readonly maxHeapMegabytes: number;
  readonly graceMs: number;
}

interface RunningJob {
  readonly id: number;
  readonly job: AnalystJob;
  readonly end: (outcome: JobOutcome) => void;
}

export function createAnalystThread({ workerUrl, maxHeapMegabytes, graceMs }: AnalystThreadOptions): AnalystThread {
  const stopThrough = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const stopFlag = new Int32Array(stopThrough);
  let worker: Worker | undefined;
  let running: RunningJob | undefined;
  let lastJobId = 0;

  const end = (outcome: JobOutcome): void => {
    const ended = running;
    running = undefined;
    ended?.end(outcome);
  };

  const endWorker = (outcome: JobOutcome): void => {
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
    end(outcome);
  };

  const receive = (reply: AnalystReply): void => {
    if (running?.id !== reply.jobId) return;
    switch (reply.type) {
      case 'progress':
        running.job.onProgress(reply.bytesRead, reply.size);
        return;
      case 'counted':
        running.job.onCounted(reply.log, reply.first);
        return;
      case 'fitted':
        running.job.onFitted(reply.evalIndex, reply.fit);
        return;
      case 'siblings':
        running.job.onSiblings?.(reply.paths);
        return;
      case 'compared':
        running.job.onCompared?.(reply);
        return;
      case 'planned':
        running.job.onPlanned?.(reply.plans);
        return;
      case 'done':
        end({ kind: 'done' });
        return;
      case 'stopped':
        end({ kind: 'stopped' });
        return;
      case 'failed':
        end({ kind: 'failed', message: reply.message });
        return;
    }
  };

  const startWorker = (): Worker => {
    const workerData: AnalystData = { stopThrough };
    const resourceLimits = { maxOldGenerationSizeMb: maxHeapMegabytes };
    const started = new Worker(workerUrl, { workerData, resourceLimits, stdout: true });
    // Events of a thread that was replaced meanwhile are nobody's business.
    const isCurrent = (): boolean => worker === started;
    started.on('message', (reply: AnalystReply) => {
      if (isCurrent()) receive(reply);
    });
    started.on('error', (error: unknown) => {
      if (isCurrent()) endWorker({ kind: 'failed', message: describeCrash(error, maxHeapMegabytes) });
    });
    started.on('exit', (code) => {
      if (isCurrent())
        endWorker({ kind: 'failed', message: `The analysis ended unexpectedly (status ${code}). ${RETRY}` });
    });
    started.unref();
    return started;
  };

  return {
    warmUp: () => {
      worker ??= startWorker();
    },
    run: (job) =>
      new Promise((resolve) => {
        const id = ++lastJobId;
        running = { id, job, end: resolve };
        worker ??= startWorker();
        const request: AnalystRequest = {
          type: 'analyze',
          jobId: id,
          name: job.name,
          input: job.input,
          settings: job.settings,
          nextEval: job.nextEval,
        };
        worker.postMessage(request, job.input.kind === 'bytes' ? [job.input.bytes.buffer] : []);
      }),
    stop: () => {
      if (running === undefined) return;
      const { id } = running;
      Atomics.store(stopFlag, 0, id);
      setTimeout(() => {
        if (running?.id === id) endWorker({ kind: 'stopped' });
      }, graceMs).unref();
    },
    dispose: () => {
      endWorker({ kind: 'stopped' });
    },
  };
}

const RETRY = 'Edit or reopen the file to try again; the analyses of other files are not affected.';

function describeCrash(error: unknown, maxHeapMegabytes: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return (
      `The analysis needs more than ${maxHeapMegabytes} MB of memory and was ended. ` +
      'Reduce the log to counts (problem, num_samples, num_correct) and open those; the analyses of other files are not affected.'
    );
  }
  return `The analysis broke off: ${error instanceof Error ? error.message : String(error)}. ${RETRY}`;
}
