import type { AttemptOrder } from './attemptOrder.ts';
import type { RepeatedCompletions } from './independence.ts';

/** Half-open range of bytes [start, end) in the file that a problem or an attempt was read from. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Tokens of all attempts of a problem together. A kind is there only where all of these attempts record it. */
export interface TokenUsage {
  /** All of the prompts, cached tokens included. */
  readonly promptTokens?: number;
  /** Those of `promptTokens` that were read from a cache. */
  readonly cachedPromptTokens?: number;
  /** All that was decoded, reasoning included. */
  readonly completionTokens?: number;
  /** Those of `completionTokens` that were reasoning. */
  readonly reasoningTokens?: number;
  /** Recorded cost in US dollars. */
  readonly costUsd?: number;
}

/** Attempts at one problem: the sufficient statistic (n, c) of everything that is fitted. */
export interface ProblemCounts {
  readonly problemId: string;
  /** n: attempts with a score. A natural number, at least 1 (a problem with no scored attempt is not listed, but reported). */
  readonly numSamples: number;
  /** c: attempts that passed, 0 … n. */
  readonly numCorrect: number;
  readonly tokens?: TokenUsage;
  /** Where the problem first stands in its file. */
  readonly range?: ByteRange;
}

/** A metric that the log itself records, as found (to be checked against the estimator). */
export interface RecordedMetric {
  readonly name: string;
  /** pass@k: any of k passes; pass^k: all of k pass. */
  readonly kind: 'passAtK' | 'passHatK';
  readonly k: number;
  /** 0 … 1. */
  readonly value: number;
  readonly range?: ByteRange;
}

/** One (task, model, scorer) of a log. */
export interface EvalCounts {
  readonly task: string;
  readonly model: string;
  readonly scorer: string;
  readonly problems: readonly ProblemCounts[];
  readonly recorded: readonly RecordedMetric[];
  /** Outcomes in the order of the attempts; absent where the counts do not come from a log. */
  readonly attemptOrder?: AttemptOrder;
  /** Absent where the log holds no completions, or was not asked for them. */
  readonly repeats?: RepeatedCompletions;
  /** What names the run and its attempts in any file: evaluations that share a key hold the same attempts, in whole or in part. */
  readonly runKeys?: readonly string[];
  /** What the files beside this one hold of the same evaluation, whatever they name: its other problems, without which it is none, or other attempts at them. */
  readonly beside?: 'problems' | 'attempts';
  /** Where an editor shows the evaluation: its header, or the first attempt. */
  readonly range?: ByteRange;
}

/** Distinct (n, c) with the number of problems that have them, sorted by n, then c. Fits cost in cells, not in problems. */
export interface CountCells {
  /** n of each cell. */
  readonly numSamples: Float64Array;
  /** c of each cell. */
  readonly numCorrect: Float64Array;
  /** Problems in each cell. */
  readonly weight: Float64Array;
  /** Sum of the weights. */
  readonly numProblems: number;
}
