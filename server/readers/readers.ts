import type { EvalCounts } from '../core/counts.ts';
import type { FormatId } from '../sniff/sniff.ts';
import { readCounts } from './counts.ts';
import { readEvalPlus } from './evalPlus.ts';
import { readHumanEval } from './humanEval.ts';
import { readInspect } from './inspect.ts';
import { readLmEvalResults } from './lmEvalResults.ts';
import { readLmEvalSamples } from './lmEvalSamples.ts';
import type { LogInput } from './logInput.ts';

/** Reads a log of one format: its evaluations; the issues go to the log's `issues`. Throws nothing but `ReadCancelled`. */
export type Reader = (log: LogInput) => EvalCounts[];

export const readers: Readonly<Record<FormatId, Reader>> = {
  inspect: readInspect,
  'human-eval': readHumanEval,
  evalplus: readEvalPlus,
  'lm-eval-results': readLmEvalResults,
  'lm-eval-samples': readLmEvalSamples,
  counts: readCounts,
};
