import { take, type Arena } from './arena.ts';
import type { BeyondCeiling } from './beyondCeiling.ts';
import type { MixingFamily } from './bmaFamilies.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { ceilingPosterior, type CeilingPosterior } from './ceilingPosterior.ts';
import { dotRange } from './dot.ts';
import type { FamilyPrior } from './learnedPriors.ts';
import { nodeLogit, nodesOfCell } from './solveRateGrid.ts';

/** One member of a family, weighed by the data. */
export interface BmaNode {
  /** Probability of each solve-rate cell, for problems below the ceiling. */
  readonly mass: Float64Array;
  /** Probability of each (n, c) for a problem below the ceiling, relative to the maximum of its binomial likelihood. */
  readonly evidence: Float64Array;
  /** Posterior probability of 𝒜 = 1, and of 𝒜 < 1 with what is then beyond it: they sum to 1. */
  readonly probCeilingOne: number;
  readonly below: readonly CeilingPosterior[];
  /** Log of likelihood × prior density in (location, width), the ceiling integrated out; an upper bound where it is too low to count. */
  readonly logPosterior: number;
}

/** Alternatives this far below the best one of the member, in log posterior, are left out … */
const LOG_CUTOFF = 7;
/** … and those this far below the highest member: of a member that is low itself its height is all that is needed. */
const LEAST_HEIGHT = 10;
/** Of a count that a member cannot show: all such problems are then beyond the ceiling, and no share of them is 0/0. */
const SMALLEST_EVIDENCE = 1e-300;

export interface NodeContext {
  readonly data: CellLikelihoods;
  readonly family: MixingFamily;
  readonly prior: FamilyPrior;
  readonly beyond: readonly BeyondCeiling[];
  /** The highest log posterior so far: what is far below it need not be exact. */
  readonly heights: { highest: number };
  readonly arena: Arena;
  /** Overwritten; as long as there are distinct (n, c), each. */
  readonly scratch: readonly [Float64Array, Float64Array];
}

export function evaluateNode(
  { data, family, prior, beyond, heights, arena, scratch: [logs, scratch] }: NodeContext,
  { width, mass }: { readonly width: number; readonly mass: Float64Array },
): BmaNode {
  const evidence = take(arena, data.numCounts);
  const { first, end, offset, values } = data;
  const { weight, numProblems } = data.counts;
  const power = likelihoodPower(numProblems);
  let logAll = 0;
  for (let i = 0; i < evidence.length; i += 1) {
    const sum = Math.max(dotRange(mass, first[i]!, values, offset[i]!, end[i]! - first[i]!), SMALLEST_EVIDENCE);
    evidence[i] = sum;
    logs[i] = power * weight[i]! * Math.log(sum);
    logAll += logs[i]!;
  }
  const logOne = logAll + Math.log(prior.probCeilingOne);
  const logBelow = Math.log(1 - prior.probCeilingOne);
  const logDensity = logPriorDensity(family, prior, width);
  let best = logOne;
  const found: { posterior: CeilingPosterior; logEvidence: number }[] = [];
  let mostLeftOut = -Infinity;
  let start = 0.7;
  const median = medianLogit(mass);
  for (const alternative of beyond) {
    if (alternative.leastMedian >= median) continue;
    const lowest = Math.max(best - LOG_CUTOFF, heights.highest - logDensity - LEAST_HEIGHT);
    const logOutside = logBelow + outsideOf(logs, alternative.index, logAll);
    const most = logOutside + mostBeyond(alternative, logs, power);
    if (most < lowest) {
      mostLeftOut = Math.max(mostLeftOut, most);
      continue;
    }
    const question = { beyond: alternative, evidence, power, logOutside, start, lowest, scratch };
    const { posterior, logEvidence, mode } = ceilingPosterior(question, arena);
    if (posterior === undefined) {
      mostLeftOut = Math.max(mostLeftOut, logEvidence);
      continue;
    }
    found.push({ posterior, logEvidence });
    start = mode;
    best = Math.max(best, logEvidence);
  }
  // Too low to count, and how low need not be exact; but the way uphill must show.
  if (best === -Infinity)
    return { mass, evidence, probCeilingOne: 0, below: [], logPosterior: mostLeftOut + logDensity };
  const total = found.reduce((sum, { logEvidence }) => sum + Math.exp(logEvidence - best), Math.exp(logOne - best));
  for (const { posterior, logEvidence } of found) {
    const share = Math.exp(logEvidence - best) / total;
    for (let a = 0; a < posterior.weights.length; a += 1) posterior.weights[a] = posterior.weights[a]! * share;
  }
  const logPosterior = best + Math.log(total) + logDensity;
  heights.highest = Math.max(heights.highest, logPosterior);
  const below = found.map(({ posterior }) => posterior);
  return { mass, evidence, probCeilingOne: Math.exp(logOne - best) / total, below, logPosterior };
}

function medianLogit(mass: Float64Array): number {
  let below = 0;
  let cell = 0;
  while (cell < mass.length - 1 && below + mass[cell]! < 0.5) {
    below += mass[cell]!;
    cell += 1;
  }
  const { first, end } = nodesOfCell(cell);
  return (nodeLogit[first]! + nodeLogit[end - 1]!) / 2;
}

/** Log-likelihood of the counts outside an index. */
function outsideOf(logs: Float64Array, index: Int32Array, logAll: number): number {
  let sum = logAll;
  for (let at = 0; at < index.length; at += 1) sum -= logs[index[at]!]!;
  return sum;
}

/** An upper bound of the log-likelihood of the counts of an index: each below the ceiling or beyond, wherever it is likelier. */
function mostBeyond({ logPrior, index, logs: logsBeyond }: BeyondCeiling, logs: Float64Array, power: number): number {
  let sum = logPrior;
  for (let at = 0; at < index.length; at += 1) sum += Math.max(logs[index[at]!]!, power * logsBeyond[at]!);
  return sum;
}

/** Flat in location; Student's t in width. */
function logPriorDensity(family: MixingFamily, { mean, sd }: FamilyPrior, width: number): number {
  const z = (width - mean) / sd;
  const { from, to } = family.location;
  return (-(DEGREES_OF_FREEDOM + 1) / 2) * Math.log1p((z * z) / DEGREES_OF_FREEDOM) - Math.log(sd * (to - from));
}

/** Runs differ by more than a normal distribution allows. */
const DEGREES_OF_FREEDOM = 4;

/**
 * No family is true. With few problems that is lost in chance; thousands would make the posterior sure of the member that is least wrong. The
 * likelihood to a power below 1 lets certainty grow with the fourth root of the number of problems from there on, no longer with the square root.
 */
function likelihoodPower(numProblems: number): number {
  return 1 / Math.sqrt(1 + numProblems / FEW_PROBLEMS);
}

const FEW_PROBLEMS = 250;
