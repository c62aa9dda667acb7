import type { CorrelationReport } from '../protocol/experimentResult.ts';
import type { EngineReport, JobProgress } from '../protocol/job.ts';
import type { Engine, ImageSet } from './compute/engine.ts';
import type { PooledErrors } from './correlationReport.ts';

/** What an experiment is given by the process it runs in. */
export interface ExperimentHost {
  readonly engine: Engine;
  readonly engineReport: EngineReport;
  readonly images: ImageSet;
  /** To be called at least every half second: lets the process hear of a request to stop, and throws `Stopped` then. */
  readonly breathe: () => Promise<void>;
  /** `correlationReport`, which takes seconds, beside this thread: it breathes meanwhile. */
  readonly correlate: (errors: PooledErrors) => Promise<CorrelationReport | undefined>;
  /** To be called where work could be taken up again; the checkpoint is asked for now and then. Breathes, too. */
  readonly report: (progress: Advance, checkpoint: () => Promise<Checkpoint>) => Promise<void>;
}

/** How far an experiment is; rate and time left are made of it. */
export type Advance = Pick<JobProgress, 'phase' | 'activity' | 'seed' | 'epoch' | 'epochs' | 'loss' | 'losses'> & {
  /** Work done and to be done, in a unit that is about proportional to time. */
  readonly done: number;
  readonly total: number;
  /** What the rate counts, so far. */
  readonly counted?: { readonly count: number; readonly unit: 'epochs/s' | 'attempts/s' };
};

/** Where work is taken up again: anything that survives JSON, and numbers. */
export interface Checkpoint {
  readonly note: unknown;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** Thrown through an experiment that is to end. */
export class Stopped extends Error {}
