import { withArena } from './arena.ts';
import { bmaPosterior } from './bmaPosterior.ts';
import { bmaSummary, type BmaSummary } from './bmaSummary.ts';
import { cellLikelihoods, type CellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { dot } from './dot.ts';
import { createDoubt, type Doubt } from './doubtBeyond.ts';
import { learnedPriors, type LearnedPriors } from './learnedPriors.ts';
import { momentsOfSet } from './momentsOfSet.ts';
import { mixtureQuantile } from './normalMixture.ts';
import type { Estimate, Interval } from './outcomes.ts';
import { normalQuantile } from './quantiles.ts';
import { NUM_NODES, nodeLogFail, nodeSolve, passAtNodes } from './solveRateGrid.ts';

export const PREDICTION_METHOD = 'bma5';

/**
 * Predictions for the very problems of a log: pass@k = mean over problems of 1 − (1 − s)^k, s the solve rate of the problem.
 * Bayesian average of three families of tails (`bmaFamilies.ts`) times a ceiling, beyond which there may be a harder kind (`beyondCeiling.ts`), and of
 * one of two kinds of problems.
 */
export interface Predictor {
  readonly data: CellLikelihoods;
  readonly summary: BmaSummary;
  /** Posterior mean of pass@k, for k ≥ 0; rises with k, towards the ceiling. */
  readonly mean: (k: number) => number;
  /** What one more attempt adds to it: pass@(k + 1) − pass@k. */
  readonly gain: (k: number) => number;
  /** The mean with its interval. */
  readonly predict: (k: number) => Estimate;
  /** The share of these problems that can be solved at all. */
  readonly ceiling: Estimate;
  /** Attempts to expect a problem when a verifier stops at the first success, at k attempts at most: Σ_{j<k} (1 − pass@j). */
  readonly expectedAttempts: (k: number) => number;
  /** How far a prediction reaches beyond the data: what all families may have wrong there is in every interval. */
  readonly doubt: Doubt;
  /**
   * Interval of Σ_k a_k·pass@k: of the mean over these problems of a function of the solve rate, given at the nodes; for a problem that is never
   * solved the function is 0. `powersOfTen` is Σ_k a_k·`doubt.powersBeyond(k)`. For a mean that falls or rises with k in every world, the k at
   * which an end crosses a value are the ends of the interval of that k.
   */
  readonly intervalOf: (ofNode: Float64Array, powersOfTen: number) => Interval;
}

/** Needs at least one c > 0 and one c < n; see `notIdentified`. */
export function createPredictor(
  counts: CountCells,
  level: number,
  priors: LearnedPriors = learnedPriors.all,
): Predictor {
  const data = cellLikelihoods(counts);
  const doubt = createDoubt(data);
  const summary = withArena((arena) => bmaSummary(data, bmaPosterior(data, priors, arena), arena));
  const all = summary.solvedRates.map((rate, node) => rate + summary.unsolvedRates[node]!);
  const scratch = new Float64Array(NUM_NODES);
  const mean = (k: number): number => Math.min(dot(all, passAtNodes(k, scratch)), 1);
  const gain = (k: number): number => {
    let sum = 0;
    for (let node = 0; node < NUM_NODES; node += 1) {
      const exponent = k * nodeLogFail[node]!;
      if (exponent > -40) sum += all[node]! * nodeSolve[node]! * Math.exp(exponent);
    }
    return sum;
  };
  const known = new Map<number, Estimate>();
  const predict = (k: number): Estimate => {
    const estimate = known.get(k) ?? estimateAt({ data, summary, doubt, level, k }, passAtNodes(k, scratch));
    known.set(k, estimate);
    return estimate;
  };
  const expectedAttempts = (k: number): number => {
    const pass = passAtNodes(k, scratch);
    let sum = summary.neverShare * k;
    for (let node = 0; node < NUM_NODES; node += 1) sum += (all[node]! * pass[node]!) / nodeSolve[node]!;
    return sum;
  };
  const intervalOf = (ofNode: Float64Array, powersOfTen: number): Interval => {
    const mixture = doubt.widen(momentsOfSet(data, summary, ofNode, 0).mixture, powersOfTen);
    const tail = (1 - level) / 2;
    return { low: mixtureQuantile(mixture, tail), high: mixtureQuantile(mixture, 1 - tail) };
  };
  return { data, summary, mean, gain, predict, ceiling: predict(Infinity), expectedAttempts, doubt, intervalOf };
}

/**
 * Given a scenario, pass@k of the set is about normal: a sum over independent problems. The interval is between quantiles of the mixture of these
 * normals, in [0, 1]; its low end is at least what the problems that have been solved contribute by themselves.
 */
function estimateAt(
  { data, summary, doubt, level, k }: Pick<Predictor, 'data' | 'summary' | 'doubt'> & { level: number; k: number },
  pass: Float64Array,
): Estimate {
  // Counts are sorted by n.
  const maxSamples = data.counts.numSamples.at(-1) ?? 1;
  const moments = momentsOfSet(data, summary, pass, 1 - Math.min(1, maxSamples / k));
  const value = Math.min(moments.solvedMean + moments.unsolvedMean, 1);
  const mixture = doubt.widen(moments.mixture, doubt.powersBeyond(k));
  const tail = (1 - level) / 2;
  const solvedLow = moments.solvedMean - normalQuantile(1 - tail) * Math.sqrt(moments.solvedVariance);
  const low = Math.max(mixtureQuantile(mixture, tail), solvedLow, 0);
  const high = Math.min(mixtureQuantile(mixture, 1 - tail), 1);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}
