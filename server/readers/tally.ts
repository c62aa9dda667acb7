import type { ByteRange, EvalCounts, ProblemCounts, TokenUsage } from '../core/counts.ts';
import type { OutcomeOrder } from './outcomeOrder.ts';
import { createOutcomeOrder, keepOutcome, loseOrder, toAttemptOrder } from './outcomeOrder.ts';
import { tokenKinds, usageByKind, type TokenKind } from '../core/tokenKinds.ts';

/** Counts of one problem while they are being read. */
export interface ProblemTally {
  readonly problemId: string;
  /** Of its first attempt. */
  readonly firstRange: ByteRange;
  /** Over the first attempts that follow each other in the file. */
  readonly range: { readonly start: number; end: number };
  numSamples: number;
  numCorrect: number;
  readonly order: OutcomeOrder;
  /** Undefined while no attempt records any. */
  tokens: TokenSums | undefined;
}

/** Of each kind: the sum over the attempts that record it, and how many do. */
type TokenSums = Record<TokenKind, { total: number; attempts: number }>;

/** Problems in the order of the file. A `Map`, so that an id such as `__proto__` is an id like any other. */
export interface Tally extends Map<string, ProblemTally> {
  /** The problem that `problemOf` was asked for last, while nothing came between its attempts. */
  growing?: ProblemTally | undefined;
}

/** The problem's counts so far; `range` is the place of an attempt at it, and belongs to the problem's while no other comes between. */
export function problemOf(tally: Tally, problemId: string, range: ByteRange): ProblemTally {
  const known = tally.get(problemId);
  if (known !== undefined) {
    if (tally.growing === known) known.range.end = range.end;
    else tally.growing = undefined;
    return known;
  }
  const order = createOutcomeOrder(tally.values().next().value?.order);
  const place = { start: range.start, end: range.end };
  const problem = {
    problemId,
    firstRange: range,
    range: place,
    numSamples: 0,
    numCorrect: 0,
    order,
    tokens: undefined,
  };
  tally.set(problemId, problem);
  tally.growing = problem;
  return problem;
}

/** Several attempts at once, of which nobody knows the order; or one, or none. Attempts are counted in their order. */
export function countAttempts(
  problem: ProblemTally,
  numSamples: number,
  numCorrect: number,
  tokens?: TokenUsage,
): void {
  if (numSamples > 1) loseOrder(problem.order);
  else if (numSamples === 1) keepOutcome(problem.order, problem.numSamples, numCorrect === 1);
  problem.numSamples += numSamples;
  problem.numCorrect += numCorrect;
  if (tokens === undefined) return;
  problem.tokens ??= noTokens();
  for (const kind of tokenKinds) {
    const value = tokens[kind];
    if (value === undefined || !Number.isFinite(value) || value < 0) continue;
    problem.tokens[kind].total += value;
    problem.tokens[kind].attempts += numSamples;
  }
}

export function countAttempt(problem: ProblemTally, passed: boolean, tokens?: TokenUsage): void {
  countAttempts(problem, 1, passed ? 1 : 0, tokens);
}

/** The problems that have at least one scored attempt. */
export function problemsOf(tally: Tally): ProblemCounts[] {
  return triedProblems(tally).map(toCounts);
}

function triedProblems(tally: Tally): ProblemTally[] {
  return [...tally.values()].filter((problem) => problem.numSamples > 0);
}

/** An evaluation of which nothing but the counts is known. Empty `task`, `model` or `scorer`: the log does not say. */
export function toEval(
  tally: Tally,
  names: Partial<Pick<EvalCounts, 'task' | 'model' | 'scorer' | 'recorded' | 'repeats'>>,
  range?: ByteRange,
): EvalCounts {
  const tried = triedProblems(tally);
  const problems = tried.map(toCounts);
  const place = range ?? tried[0]?.firstRange;
  return {
    task: names.task ?? '',
    model: names.model ?? '',
    scorer: names.scorer ?? '',
    problems,
    recorded: names.recorded ?? [],
    attemptOrder: toAttemptOrder(tried),
    ...(names.repeats && { repeats: names.repeats }),
    ...(place && { range: place }),
  };
}

function noTokens(): TokenSums {
  const none = (): { total: number; attempts: number } => ({ total: 0, attempts: 0 });
  return {
    promptTokens: none(),
    cachedPromptTokens: none(),
    completionTokens: none(),
    reasoningTokens: none(),
    costUsd: none(),
  };
}

function toCounts({ problemId, numSamples, numCorrect, range, tokens }: ProblemTally): ProblemCounts {
  const usage = tokens && toUsage(tokens, numSamples);
  return { problemId, numSamples, numCorrect, ...(usage && { tokens: usage }), range };
}

/** A sum over some of the attempts only would pass for a sum over all: it is left out. */
function toUsage(sums: TokenSums, numSamples: number): TokenUsage | undefined {
  return usageByKind((kind) => (sums[kind].attempts === numSamples ? sums[kind].total : undefined));
}
