import type { ByteRange, EvalCounts, ProblemCounts, TokenUsage } from '../core/counts.ts';

/** Counts of one problem while they are being read. */
export interface ProblemTally {
  readonly problemId: string;
  readonly range: ByteRange;
  numSamples: number;
  numCorrect: number;
  /** Sum over the attempts that record it, and how many do. */
  readonly promptTokens: PartialSum;
  readonly completionTokens: PartialSum;
  readonly costUsd: PartialSum;
}

interface PartialSum {
  total: number;
  attempts: number;
}

/** Problems in the order of the file. A `Map`, so that an id such as `__proto__` is an id like any other. */
export type Tally = Map<string, ProblemTally>;

/** The problem's counts so far; `range` is its place when this is the first that is seen of it. */
export function problemOf(tally: Tally, problemId: string, range: ByteRange): ProblemTally {
  const known = tally.get(problemId);
  if (known !== undefined) return known;
  const problem = {
    problemId,
    range,
    numSamples: 0,
    numCorrect: 0,
    promptTokens: { total: 0, attempts: 0 },
    completionTokens: { total: 0, attempts: 0 },
    costUsd: { total: 0, attempts: 0 },
  };
  tally.set(problemId, problem);
  return problem;
}

export function countAttempts(
  problem: ProblemTally,
  numSamples: number,
  numCorrect: number,
  tokens?: TokenUsage,
): void {
  problem.numSamples += numSamples;
  problem.numCorrect += numCorrect;
  if (tokens === undefined) return;
  addTo(problem.promptTokens, tokens.promptTokens, numSamples);
  addTo(problem.completionTokens, tokens.completionTokens, numSamples);
  addTo(problem.costUsd, tokens.costUsd, numSamples);
}

export function countAttempt(problem: ProblemTally, passed: boolean, tokens?: TokenUsage): void {
  countAttempts(problem, 1, passed ? 1 : 0, tokens);
}

/** The problems that have at least one scored attempt. */
export function problemsOf(tally: Tally): ProblemCounts[] {
  return [...tally.values()].filter((problem) => problem.numSamples > 0).map(toCounts);
}

/** An evaluation of which nothing but the counts is known. Empty `task`, `model` or `scorer`: the log does not say. */
export function toEval(
  tally: Tally,
  names: Partial<Pick<EvalCounts, 'task' | 'model' | 'scorer' | 'recorded'>>,
  range?: ByteRange,
): EvalCounts {
  const problems = problemsOf(tally);
  const place = range ?? problems[0]?.range;
  return {
    task: names.task ?? '',
    model: names.model ?? '',
    scorer: names.scorer ?? '',
    problems,
    recorded: names.recorded ?? [],
    ...(place && { range: place }),
  };
}

function toCounts({ problemId, numSamples, numCorrect, range, ...sums }: ProblemTally): ProblemCounts {
  const tokens = toUsage(sums, numSamples);
  return { problemId, numSamples, numCorrect, ...(tokens && { tokens }), range };
}

/** A sum over some of the attempts only would pass for a sum over all: it is left out. */
function toUsage(
  sums: Pick<ProblemTally, 'promptTokens' | 'completionTokens' | 'costUsd'>,
  numSamples: number,
): TokenUsage | undefined {
  const whole = (sum: PartialSum): boolean => sum.attempts === numSamples;
  if (!whole(sums.promptTokens) && !whole(sums.completionTokens) && !whole(sums.costUsd)) return undefined;
  return {
    ...(whole(sums.promptTokens) && { promptTokens: sums.promptTokens.total }),
    ...(whole(sums.completionTokens) && { completionTokens: sums.completionTokens.total }),
    ...(whole(sums.costUsd) && { costUsd: sums.costUsd.total }),
  };
}

function addTo(sum: PartialSum, value: number | undefined, attempts: number): void {
  if (value === undefined || !Number.isFinite(value) || value < 0) return;
  sum.total += value;
  sum.attempts += attempts;
}
