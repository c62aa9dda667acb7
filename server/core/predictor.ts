import { withArena } from './arena.ts';
import { bmaPosterior } from './bmaPosterior.ts';
import { bmaSummary, type BmaSummary } from './bmaSummary.ts';
import { cellLikelihoods, type CellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { dot, dotRange } from './dot.ts';
import { learnedPriors, type LearnedPriors } from './learnedPriors.ts';
import { mixtureQuantile, mixtureVariance, type NormalMixture } from './normalMixture.ts';
import type { Estimate, Interval } from './outcomes.ts';
import { normalQuantile } from './quantiles.ts';
import { NUM_CELLS, NUM_NODES, cellAverages, nodeLogFail, nodeSolve, passAtNodes } from './solveRateGrid.ts';

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
  const squares = new Float64Array(NUM_NODES);
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
    const estimate = known.get(k) ?? estimateAt({ data, summary, level, k }, passAtNodes(k, scratch), squares);
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
    const square = ofNode.map((value) => value * value);
    const { solvedVariance } = exactMoments(data, summary, ofNode, square);
    const mixture = scenarioMixture(data, summary, { pass: ofNode, square }, solvedVariance);
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
  scratch: Float64Array,
): Estimate {
  // Counts are sorted by n.
  const maxSamples = data.counts.numSamples.at(-1) ?? 1;
  const square = squareAtNodes(pass, 1 - Math.min(1, maxSamples / k), scratch);
  const exact = exactMoments(data, summary, pass, square);
  const value = Math.min(exact.solvedMean + exact.unsolvedMean, 1);
  const mixture = withDoubt(
    scenarioMixture(data, summary, { pass, square }, exact.solvedVariance),
    data,
    k / maxSamples,
  );
  const tail = (1 - level) / 2;
  const solvedLow = exact.solvedMean - normalQuantile(1 - tail) * Math.sqrt(exact.solvedVariance);
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

/**
 * E[outcome²] of a problem with the solve rate of each node. Of k attempts in all, the share `fresh` is still to be drawn, and its luck is part of
 * what a run of k attempts will show: 0 where k ≤ n (the outcome is pass@k itself), 1 for k ≫ n (solved or not).
 */
function squareAtNodes(pass: Float64Array, fresh: number, out: Float64Array): Float64Array {
  for (let node = 0; node < out.length; node += 1) {
    const p = pass[node]!;
    out[node] = p * p + fresh * p * (1 - p);
  }
  return out;
}

interface Moments {
  readonly solvedMean: number;
  readonly solvedVariance: number;
  readonly unsolvedMean: number;
}

/** Contribution to pass@k of the set by the problems with c > 0 and those with c = 0. */
function exactMoments(data: CellLikelihoods, summary: BmaSummary, pass: Float64Array, square: Float64Array): Moments {
  const { numCorrect, weight, numProblems } = data.counts;
  const { first, end, offset } = data.nodes;
  let squaredMeans = 0;
  for (let i = 0; i < data.numCounts; i += 1) {
    if (numCorrect[i] === 0) continue;
    const mean = dotRange(summary.rates, offset[i]!, pass, first[i]!, end[i]! - first[i]!);
    squaredMeans += (weight[i]! / numProblems) * mean * mean;
  }
  return {
    solvedMean: dot(summary.solvedRates, pass),
    solvedVariance: Math.max(dot(summary.solvedRates, square) - squaredMeans, 0) / numProblems,
    unsolvedMean: dot(summary.unsolvedRates, pass),
  };
}

/** One normal a scenario. */
function scenarioMixture(
  data: CellLikelihoods,
  summary: BmaSummary,
  { pass, square }: { readonly pass: Float64Array; readonly square: Float64Array },
  solvedVariance: number,
): NormalMixture {
  const { numProblems } = data.counts;
  const unsolvedShare = 1 - data.zeros.numSolved / numProblems;
  const solvedPass = cellAverages(summary.solvedRates, pass);
  const unsolvedPass = cellAverages(summary.unsolvedRates, pass);
  const unsolvedSquare = cellAverages(summary.unsolvedRates, square);
  const count = summary.scenarios.length;
  const mixture = {
    means: new Float64Array(count),
    deviations: new Float64Array(count),
    weights: new Float64Array(count),
  };
  summary.scenarios.forEach(({ solved, unsolved, weight }, i) => {
    let solvedMean = 0;
    let first = 0;
    let squares = 0;
    for (let cell = 0; cell < NUM_CELLS; cell += 1) {
      const share = unsolved[cell]!;
      solvedMean += solved[cell]! * solvedPass[cell]!;
      first += share * unsolvedPass[cell]!;
      squares += share * unsolvedSquare[cell]!;
    }
    const second = unsolvedShare > 0 ? squares - (first * first) / unsolvedShare : 0;
    mixture.means[i] = solvedMean + first;
    mixture.deviations[i] = Math.sqrt(solvedVariance + Math.max(second, 0) / numProblems + LEAST_VARIANCE);
    mixture.weights[i] = weight;
  });
  return mixture;
}

/** A deviation of 1e-7: for a set without any doubt. */
const LEAST_VARIANCE = 1e-14;
