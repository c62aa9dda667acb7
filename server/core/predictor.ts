import { withArena } from './arena.ts';
import { bmaPosterior } from './bmaPosterior.ts';
import { bmaSummary, type BmaSummary } from './bmaSummary.ts';
import { cellLikelihoods, type CellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { dot } from './dot.ts';
import { learnedPriors, type LearnedPriors } from './learnedPriors.ts';
import { momentsOfSet } from './momentsOfSet.ts';
import { mixtureQuantile, mixtureVariance, type NormalMixture } from './normalMixture.ts';
import type { Estimate, Interval } from './outcomes.ts';
import { normalQuantile } from './quantiles.ts';
import { NUM_NODES, nodeLogFail, nodeSolve, passAtNodes } from './solveRateGrid.ts';

export const PREDICTION_METHOD = 'bma4';

/**
 * Predictions for the very problems of a log: pass@k = mean over problems of 1 − (1 − s)^k, s the solve rate of the problem.
 * Bayesian average of three families of tails (`bmaFamilies.ts`) times a ceiling, beyond which there may be a harder kind (`beyondCeiling.ts`).
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
  /**
   * Interval of the mean over these problems of a function of the solve rate, given at the nodes, of the posterior alone: without the discrepancy
   * that predictions beyond n have. For a problem that is never solved the function is 0. For a mean that falls or rises with k in every world, the k at which an end crosses a value are the ends of the interval of that k.
   */
  readonly intervalOf: (ofNode: Float64Array) => Interval;
}

/** Needs at least one c > 0 and one c < n; see `notIdentified`. */
export function createPredictor(
  counts: CountCells,
  level: number,
  priors: LearnedPriors = learnedPriors.all,
): Predictor {
  const data = cellLikelihoods(counts);
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
    const estimate = known.get(k) ?? estimateAt({ data, summary, level, k }, passAtNodes(k, scratch));
    known.set(k, estimate);
    return estimate;
  };
  const expectedAttempts = (k: number): number => {
    const pass = passAtNodes(k, scratch);
    let sum = summary.neverShare * k;
    for (let node = 0; node < NUM_NODES; node += 1) sum += (all[node]! * pass[node]!) / nodeSolve[node]!;
    return sum;
  };
  const intervalOf = (ofNode: Float64Array): Interval => {
    const { mixture } = momentsOfSet(data, summary, ofNode, 0);
    const tail = (1 - level) / 2;
    return { low: mixtureQuantile(mixture, tail), high: mixtureQuantile(mixture, 1 - tail) };
  };
  return { data, summary, mean, gain, predict, ceiling: predict(Infinity), expectedAttempts, intervalOf };
}

/**
 * Given a scenario, pass@k of the set is about normal: a sum over independent problems. The interval is between quantiles of the mixture of these
 * normals, in [0, 1]; its low end is at least what the problems that have been solved contribute by themselves.
 */
function estimateAt(
  { data, summary, level, k }: { data: CellLikelihoods; summary: BmaSummary; level: number; k: number },
  pass: Float64Array,
): Estimate {
  // Counts are sorted by n.
  const maxSamples = data.counts.numSamples.at(-1) ?? 1;
  const moments = momentsOfSet(data, summary, pass, 1 - Math.min(1, maxSamples / k));
  const value = Math.min(moments.solvedMean + moments.unsolvedMean, 1);
  const mixture = withDoubt(moments.mixture, data, k / maxSamples);
  const tail = (1 - level) / 2;
  const solvedLow = moments.solvedMean - normalQuantile(1 - tail) * Math.sqrt(moments.solvedVariance);
  const low = Math.max(mixtureQuantile(mixture, tail), solvedLow, 0);
  const high = Math.min(mixtureQuantile(mixture, 1 - tail), 1);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

/**
 * Widens each normal by what all the families may have wrong about the problems that are not solved yet: nothing within n attempts, and more with
 * each power of ten beyond. The discrepancy is added to every posterior; the least doubt, only as far as the posterior is surer than that.
 */
function withDoubt(mixture: NormalMixture, { counts, zeros }: CellLikelihoods, reach: number): NormalMixture {
  const { numProblems } = counts;
  const unsolvedShare = 1 - zeros.numSolved / numProblems;
  const powersOfTen = Math.log10(Math.min(Math.max(reach, 1), FARTHEST_REACH));
  const leastVariance = ((LEAST_DOUBT * powersOfTen) ** 2 * unsolvedShare) / Math.sqrt(numProblems);
  const added =
    (DISCREPANCY * unsolvedShare * powersOfTen) ** 2 + Math.max(0, leastVariance - mixtureVariance(mixture));
  return { ...mixture, deviations: mixture.deviations.map((deviation) => Math.sqrt(deviation * deviation + added)) };
}

/** Standard deviation for each power of ten, times the share of the unsolved problems. */
const DISCREPANCY = 0.03;
/** Likewise, times √(share of the unsolved problems/√problems): it shrinks with more problems as the posterior does (`likelihoodPower`). */
const LEAST_DOUBT = 0.2;
const FARTHEST_REACH = 1000;
