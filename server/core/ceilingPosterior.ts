import { take, type Arena } from './arena.ts';
import type { BeyondCeiling } from './beyondCeiling.ts';

/** Posterior of a ceiling 𝒜 below 1 given the distribution of the problems below it and of those beyond. */
export interface CeilingPosterior {
  readonly beyond: BeyondCeiling;
  /** The a-th value of 𝒜 is low + (a + ½)·step. */
  readonly low: number;
  readonly step: number;
  /** Their posterior weights; those of all the alternatives of a `BmaNode` sum to 1. */
  readonly weights: Float64Array;
}

export function ceilingValue({ low, step }: CeilingPosterior, a: number): number {
  return low + (a + 0.5) * step;
}

const NUM_VALUES = 5;

/** log of the prior density 20·𝒜³·(1 − 𝒜), Beta(4, 2): ceilings that real runs show are nearer to 1 than to 0. */
function logPriorDensity(ceiling: number): number {
  return Math.log(20 * ceiling * ceiling * ceiling * (1 - ceiling));
}
const LARGEST_LOG_DENSITY = logPriorDensity(0.75);

export interface CeilingQuestion {
  readonly beyond: BeyondCeiling;
  /** Probability of each distinct (n, c) for a problem below the ceiling. */
  readonly evidence: Float64Array;
  /** Exponent of the likelihood. */
  readonly power: number;
  /** Log-likelihood of the counts outside the index of `beyond`, but for their 𝒜. */
  readonly logOutside: number;
  /** A guess of the likeliest 𝒜. */
  readonly start: number;
  /** Not needed where its log evidence is below this. */
  readonly lowest: number;
  /** Overwritten; at least as long as the index of `beyond`. */
  readonly scratch: Float64Array;
}

export interface CeilingAnswer {
  /** Undefined where it is not needed: the log evidence is then an upper bound. */
  readonly posterior: CeilingPosterior | undefined;
  readonly logEvidence: number;
  readonly mode: number;
}

/**
 * Log evidence ∫ Π (𝒜·x_i + (1 − 𝒜)·y_i)^w dπ(𝒜), x_i and y_i the probabilities below the ceiling and beyond it; weights sum to 1 here. Summed at
 * midpoints of the stretch that holds the posterior, so that thousands of problems narrow it as they should.
 */
export function ceilingPosterior(question: CeilingQuestion, arena: Arena): CeilingAnswer {
  const { beyond, lowest, evidence, scratch: steeper } = question;
  const { index } = beyond;
  for (let at = 0; at < index.length; at += 1) steeper[at] = evidence[index[at]!]! - beyond.evidence[at]!;
  const { mode, sd } = modeOfCeiling(question, steeper);
  const logOfConstant = beyond.logPrior + question.logOutside;
  const bound =
    logLikelihoodAt(question, steeper, mode) + logOfConstant + LARGEST_LOG_DENSITY + Math.log(Math.min(1, 2.6 * sd));
  if (bound < lowest) return { posterior: undefined, logEvidence: bound, mode };
  const low = Math.max(0, mode - REACH * sd);
  const high = Math.min(1, mode + REACH * sd);
  const step = (high - low) / NUM_VALUES;
  const weights = take(arena, NUM_VALUES);
  let largest = -Infinity;
  for (let i = 0; i < NUM_VALUES; i += 1) {
    const ceiling = low + (i + 0.5) * step;
    weights[i] = logLikelihoodAt(question, steeper, ceiling) + logPriorDensity(ceiling);
    largest = Math.max(largest, weights[i]!);
  }
  let total = 0;
  for (let i = 0; i < NUM_VALUES; i += 1) {
    weights[i] = Math.exp(weights[i]! - largest);
    total += weights[i]!;
  }
  for (let i = 0; i < NUM_VALUES; i += 1) weights[i] = weights[i]! / total;
  return {
    posterior: { beyond, low, step, weights },
    logEvidence: logOfConstant + largest + Math.log(total * step),
    mode,
  };
}

/**
 * `steeper`: x_i − y_i for each (n, c) of the index, so that its probability is y_i + 𝒜·(x_i − y_i). Powers are multiplied as long as they keep
 * clear of the smallest numbers, for one logarithm in place of many.
 */
function logLikelihoodAt({ beyond, power }: CeilingQuestion, steeper: Float64Array, ceiling: number): number {
  const { weight, numOutside, evidence } = beyond;
  let sum = numOutside * Math.log(ceiling);
  let product = 1;
  for (let at = 0; at < weight.length; at += 1) {
    const probability = evidence[at]! + ceiling * steeper[at]!;
    let times = weight[at]!;
    if (times > MOST_TIMES || probability < LEAST_PROBABILITY) {
      sum += times * Math.log(probability);
      continue;
    }
    for (let square = probability; times > 0; square *= square, times >>= 1) {
      if ((times & 1) === 1) product *= square;
    }
    if (product < LEAST_PRODUCT) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return power * (sum + Math.log(product));
}

const MOST_TIMES = 16;
const LEAST_PROBABILITY = 1e-8;
const LEAST_PRODUCT = 1e-140;

/** A midpoint sum of a normal density is exact to 1e-4 while the step is below 1.3 standard deviations. */
const REACH = 3.25;
/** The mode is where the stretch is centered, and need not be exact: in standard deviations. */
const MODE_TOLERANCE = 0.2;

/** Mode of the (concave) log-likelihood within (0, 1), and the standard deviation of the normal that fits there. */
function modeOfCeiling({ beyond, power, start }: CeilingQuestion, steeper: Float64Array): { mode: number; sd: number } {
  const { weight, numOutside, evidence } = beyond;
  let mode = start;
  let curvature = 0;
  for (let iteration = 0; iteration < 30; iteration += 1) {
    let slope = numOutside / mode;
    curvature = numOutside / (mode * mode);
    for (let at = 0; at < weight.length; at += 1) {
      const ratio = steeper[at]! / (evidence[at]! + mode * steeper[at]!);
      slope += weight[at]! * ratio;
      curvature += weight[at]! * ratio * ratio;
    }
    if (!(curvature > 0)) return { mode: 0.5, sd: 1 };
    const next = Math.min(Math.max(mode + slope / curvature, mode / 4), (1 + mode) / 2, 0.9999);
    const moved = Math.abs(next - mode);
    mode = next;
    if (moved * moved * curvature < MODE_TOLERANCE * MODE_TOLERANCE) break;
  }
  return { mode, sd: 1 / Math.sqrt(power * curvature) };
}
