import { meanProducts } from './meanProducts.ts';
import type { Estimate } from './outcomes.ts';
import { seededRandom, type RandomSource } from './seededRandom.ts';
import { symmetricEigenvalues } from './symmetricEigenvalues.ts';
import type { TrialErrors } from './trialCorrelation.ts';

export interface SpectrumOptions {
  readonly seed: number;
  /** How often the independent null is drawn. */
  readonly numNulls: number;
  /** Ranks, from 1, that κ is fitted on; the last is cut to the number of eigenvalues above rounding. */
  readonly ranks: { readonly from: number; readonly to: number };
}

/** Rank 1 is the mean difficulty, whatever the trials do. */
export const DEFAULT_SPECTRUM_OPTIONS: SpectrumOptions = { seed: 1, numNulls: 9, ranks: { from: 2, to: 100 } };

/** Eigenvalues of the trial correlation matrix, beside those of trials that are independent given the problem. */
export interface TrialSpectrum {
  readonly numProblems: number;
  readonly numTrials: number;
  /** The largest first: min(numProblems, numTrials) of them. All others are 0 by rank. */
  readonly eigenvalues: readonly number[];
  /** The same for the null: rank by rank, the mean of its draws and their least and greatest. */
  readonly independent: readonly Estimate[];
  /** The eigenvalues of each draw of it. */
  readonly draws: readonly Float64Array[];
  /** Share of the largest eigenvalue in the trace. */
  readonly topShare: number;
  /** Absent where fewer than three ranks are left. */
  readonly decay?: SpectrumDecay;
}

/** λ_r ∝ r^(−κ), by least squares of log λ on log r over these ranks: κ says nothing without them, nor without the κ of the null. */
export interface SpectrumDecay {
  readonly fromRank: number;
  readonly toRank: number;
  readonly kappa: number;
  /** κ of the null: the mean of its draws and their least and greatest. */
  readonly independentKappa: Estimate;
}

/**
 * Spectrum of Eq. 15 (Levi, arXiv 2410.16377, Figure 6), with the null that it needs: each problem's trials in a random order of their own, which
 * keeps every problem's difficulty and takes away whatever joins trials. Eq. 15 is uncentred, so that its eigenvalues decay for independent trials, too;
 * only what the data have beyond the null speaks of correlated trials. Where there are fewer problems than trials, the same eigenvalues are
 * had from the smaller matrix of products of problems.
 */
export function trialSpectrum(errors: TrialErrors, options: SpectrumOptions = DEFAULT_SPECTRUM_OPTIONS): TrialSpectrum {
  const { numProblems, numTrials } = errors;
  const random = seededRandom(options.seed);
  const eigenvalues = eigenvaluesOf(errors);
  const nulls = Array.from({ length: options.numNulls }, () => eigenvaluesOf(shuffleTrials(errors, random)));
  const trace = eigenvalues.reduce((sum, x) => sum + x, 0);
  const decay = decayOf(eigenvalues, nulls, options.ranks);
  return {
    numProblems,
    numTrials,
    eigenvalues: [...eigenvalues],
    draws: nulls,
    independent: Array.from(eigenvalues, (_, rank) => rangeOf(nulls.map((values) => values[rank]!))),
    topShare: trace > 0 ? eigenvalues[0]! / trace : 0,
    ...(decay && { decay }),
  };
}

/** Below, eigenvalues are rounding errors of the largest. */
const ROUNDING = 1e-12;

function eigenvaluesOf({ numProblems, numTrials, values }: TrialErrors): Float64Array {
  const isWide = numProblems <= numTrials;
  const size = isWide ? numProblems : numTrials;
  const rows = isWide ? values : transpose(values, numProblems, numTrials);
  const matrix = meanProducts(rows, size, isWide ? numTrials : numProblems, numProblems);
  const eigenvalues = symmetricEigenvalues(matrix, size);
  // No eigenvalue of such a matrix is negative but by rounding, and what rounding makes of 0 is no eigenvalue.
  const floor = ROUNDING * (eigenvalues[0] ?? 0);
  return eigenvalues.map((x) => (x <= floor ? 0 : x));
}

function transpose(values: Float64Array, numRows: number, numColumns: number): Float64Array {
  const transposed = new Float64Array(values.length);
  for (let i = 0; i < numRows; i += 1) {
    for (let j = 0; j < numColumns; j += 1) transposed[j * numRows + i] = values[i * numColumns + j]!;
  }
  return transposed;
}

/** Fisher and Yates, row by row. */
function shuffleTrials(errors: TrialErrors, random: RandomSource): TrialErrors {
  const { numProblems, numTrials } = errors;
  const values = errors.values.slice();
  for (let start = 0; start < numProblems * numTrials; start += numTrials) {
    for (let i = numTrials - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const held = values[start + i]!;
      values[start + i] = values[start + j]!;
      values[start + j] = held;
    }
  }
  return { numProblems, numTrials, values };
}

function decayOf(
  eigenvalues: Float64Array,
  nulls: readonly Float64Array[],
  ranks: SpectrumOptions['ranks'],
): SpectrumDecay | undefined {
  const numClear = Math.min(...[eigenvalues, ...nulls].map(countAboveZero));
  const fromRank = Math.max(1, ranks.from);
  const toRank = Math.min(ranks.to, numClear);
  if (nulls.length === 0 || toRank - fromRank < 2) return undefined;
  return {
    fromRank,
    toRank,
    kappa: kappaOf(eigenvalues, fromRank, toRank),
    independentKappa: rangeOf(nulls.map((values) => kappaOf(values, fromRank, toRank))),
  };
}

function countAboveZero(eigenvalues: Float64Array): number {
  const end = eigenvalues.indexOf(0);
  return end < 0 ? eigenvalues.length : end;
}

/** Minus the slope of log λ on log rank. */
function kappaOf(eigenvalues: Float64Array, fromRank: number, toRank: number): number {
  const count = toRank - fromRank + 1;
  const logRanks = Array.from({ length: count }, (_, i) => Math.log(fromRank + i));
  const mean = logRanks.reduce((sum, x) => sum + x, 0) / count;
  let covariance = 0;
  let variance = 0;
  logRanks.forEach((x, i) => {
    covariance += (x - mean) * Math.log(eigenvalues[fromRank + i - 1]!);
    variance += (x - mean) ** 2;
  });
  return -covariance / variance;
}

function rangeOf(values: readonly number[]): Estimate {
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { value, low: Math.min(...values), high: Math.max(...values) };
}
