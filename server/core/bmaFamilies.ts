import type { LearnedPriors } from './learnedPriors.ts';
import { normalCdf } from './normalCdf.ts';
import { CELL_WIDTH, HIGHEST_LOGIT, logSolveAt, LOWEST_LOGIT, NUM_CELLS } from './solveRateGrid.ts';

/** An axis of a family's parameter grid. */
export interface ParameterAxis {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** A two-parameter family of distributions of the solve rate; the prior is flat in location, learned in width (`learnedPriors.ts`). */
export interface MixingFamily {
  readonly name: keyof LearnedPriors | 'easierKind';
  readonly location: ParameterAxis;
  readonly width: ParameterAxis;
  /** Probability of each cell of the solve-rate grid, summing to 1. */
  readonly fillMass: (location: number, width: number, mass: Float64Array) => void;
}

/** Three tails that real benchmarks have shown. */
export const mixingFamilies: readonly (MixingFamily & { readonly name: keyof LearnedPriors })[] = [
  {
    name: 'beta', // s ~ Beta(β, α): location log α, width log β
    location: { from: -3, to: 12, step: 0.7 },
    width: { from: -4.6, to: 2.4, step: 0.8 },
    fillMass: fillBetaMass,
  },
  {
    name: 'weibull', // σ = −log(1 − s), P(σ ≤ x) = 1 − exp(−a·x^b): location log of the median of σ, width log b
    location: { from: -26, to: 5, step: 1 },
    width: { from: -2.8, to: 1, step: 0.56 },
    fillMass: fillWeibullMass,
  },
  {
    name: 'logitNormal', // logit s ~ N(μ, τ²): location μ, width log τ
    location: { from: -26, to: 5, step: 1 },
    width: { from: -1, to: 2.5, step: 0.64 },
    fillMass: fillLogitNormalMass,
  },
];

/** The easier of two kinds of problems, narrower than a whole benchmark mostly is; the other is beyond it (`harderKinds`). */
export const easierKind: MixingFamily = {
  name: 'easierKind', // logit s ~ N(μ, τ²): location μ, width log τ
  location: { from: -14, to: 4, step: 1 },
  width: { from: -0.92, to: 0.48, step: 0.7 },
  fillMass: fillLogitNormalMass,
};

const NUM_INNER = NUM_CELLS - 2;
/** Centers of the inner cells, and one more at either end for the second difference. */
const centerLogit = Float64Array.from({ length: NUM_CELLS }, (_, i) => LOWEST_LOGIT + (i - 0.5) * CELL_WIDTH);
const centerLogSolve = centerLogit.map(logSolveAt);
const centerLogFail = centerLogit.map((logit) => logSolveAt(-logit));
/** log σ, σ = −log(1 − s), and its derivative by logit s, which is s/σ. */
const centerLogSigma = centerLogFail.map((logFail) => Math.log(-logFail));
const centerSigmaSlope = centerLogSolve.map((logSolve, i) => Math.exp(logSolve - centerLogSigma[i]!));
const density = new Float64Array(NUM_CELLS);

/** s ~ Beta(β, α). Density of x = logit s: s^β·(1 − s)^α / B(β, α), here up to its factor. */
export function fillBetaMass(logAlpha: number, logBeta: number, mass: Float64Array): void {
  const alpha = Math.exp(logAlpha);
  const beta = Math.exp(logBeta);
  const peak = -beta * Math.log1p(alpha / beta) - alpha * Math.log1p(beta / alpha);
  for (let i = 0; i < mass.length; i += 1) {
    density[i] = expOrZero(beta * centerLogSolve[i]! + alpha * centerLogFail[i]! - peak);
  }
  const below = Math.exp(beta * LOWEST_LOGIT - peak) / beta;
  const above = Math.exp(-alpha * HIGHEST_LOGIT - peak) / alpha;
  integrateDensity(below, above, mass);
}

function fillWeibullMass(logMedian: number, logShape: number, mass: Float64Array): void {
  const shape = Math.exp(logShape);
  const logRate = Math.log(Math.LN2) - shape * logMedian;
  for (let i = 0; i < mass.length; i += 1) {
    const hazard = Math.exp(logRate + shape * centerLogSigma[i]!);
    density[i] = shape * centerSigmaSlope[i]! * hazard * (hazard < 1e-12 ? 1 : expOrZero(-hazard));
  }
  const below = -Math.expm1(-Math.exp(logRate + shape * LOWEST_LOGIT));
  const above = Math.exp(-Math.exp(logRate + shape * Math.log(HIGHEST_LOGIT)));
  integrateDensity(below, above, mass);
}

/** logit s ~ N(mean, sd²). */
export function fillLogitNormalMass(mean: number, logSd: number, mass: Float64Array): void {
  const sd = Math.exp(logSd);
  const scale = 1 / (sd * Math.sqrt(2 * Math.PI));
  for (let i = 0; i < mass.length; i += 1) {
    const z = (centerLogit[i]! - mean) / sd;
    density[i] = scale * expOrZero(-0.5 * z * z);
  }
  integrateDensity(normalCdf((LOWEST_LOGIT - mean) / sd), normalCdf((mean - HIGHEST_LOGIT) / sd), mass);
}

/** Below e^-300 nothing is left that a likelihood could see. */
function expOrZero(exponent: number): number {
  return exponent < -300 ? 0 : Math.exp(exponent);
}

/**
 * Cell masses from the density at the centers: h·(f + f″h²/24) with the second difference for f″, of fourth order in the cell width h;
 * then scaled to sum to 1.
 */
function integrateDensity(below: number, above: number, mass: Float64Array): void {
  mass[0] = below;
  mass[NUM_CELLS - 1] = above;
  let sum = below + above;
  for (let i = 1; i <= NUM_INNER; i += 1) {
    const value = CELL_WIDTH * (density[i]! + (density[i - 1]! - 2 * density[i]! + density[i + 1]!) / 24);
    mass[i] = value;
    sum += value;
  }
  const scale = 1 / sum;
  for (let i = 0; i < mass.length; i += 1) mass[i] = mass[i]! * scale;
}
