import type { EvalCounts } from '../core/counts.ts';
import type { LogInput } from './logInput.ts';

/**
 * Reads a log of one format: its evaluations; the issues go to the log's `issues`. A log of lines may grow: then it is what reads on to the end of
 * the log as it is by then, and gives all evaluations so far. Throws nothing but `ReadCancelled`.
 */
export type Reader = (log: LogInput) => EvalCounts[] | (() => EvalCounts[]);
