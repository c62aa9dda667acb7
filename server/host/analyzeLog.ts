import type { PlacedLog } from '../language/logState.ts';
import type { FittedEval } from './analystChannel.ts';
import type { AnalystPool, JobHandle } from './analystPool.ts';
import type { AnalystJob, JobOutcome } from './analystThread.ts';

export type LogOutcome =
  | {
      readonly kind: 'fitted';
      readonly log: PlacedLog;
      /** Parallel to the evaluations of the log. */
      readonly fits: readonly FittedEval[];
    }
  | Exclude<JobOutcome, { readonly kind: 'done' }>;

export interface LogAnalysis {
  readonly outcome: Promise<LogOutcome>;
  readonly stop: () => void;
}

export type LogJob = Omit<AnalystJob, 'nextEval' | 'onFitted'>;

/** Analyzes a log on one thread; its evaluations are fitted on two where there are several and the counts are quickly copied. */
export function analyzeLog(pool: AnalystPool, { onCounted, ...job }: LogJob): LogAnalysis {
  const nextEval = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const fits = new Map<number, FittedEval>();
  let log = job.input.kind === 'log' ? job.input.log : undefined;
  let helper: JobHandle | undefined;

  const submit = (input: AnalystJob['input']): JobHandle =>
    pool.submit({
      ...job,
      input,
      nextEval,
      onCounted: (counted, first) => {
        log = counted;
        onCounted(counted, first);
        share(counted);
      },
      onFitted: (evalIndex, fit) => {
        fits.set(evalIndex, fit);
      },
    });
  const share = (counted: PlacedLog): void => {
    if (isWorthSharing(counted)) helper = submit({ kind: 'log', log: counted });
  };
  const main = submit(job.input);
  if (log !== undefined) share(log);

  const finish = async (): Promise<LogOutcome> => {
    const outcome = await main.outcome;
    // The helper may still be in the queue, with nothing left to do.
    const isComplete = log !== undefined && fits.size === log.result.evals.length;
    if (outcome.kind !== 'done' || isComplete) helper?.stop();
    if (outcome.kind !== 'done') return outcome;
    const helped = isComplete ? undefined : await helper?.outcome;
    if (helped !== undefined && helped.kind !== 'done') return helped;
    if (log === undefined) return { kind: 'failed', message: 'The analysis ended without a result.' };
    return { kind: 'fitted', log, fits: log.result.evals.flatMap((_, index) => fits.get(index) ?? []) };
  };
  return {
    outcome: finish(),
    stop: () => {
      main.stop();
      helper?.stop();
    },
  };
}

/** Copying this many problems takes a few milliseconds of the server's own thread. */
const MAX_COPIED_PROBLEMS = 10_000;

function isWorthSharing({ result: { evals } }: PlacedLog): boolean {
  return evals.length > 1 && evals.reduce((sum, { problems }) => sum + problems.length, 0) <= MAX_COPIED_PROBLEMS;
}
