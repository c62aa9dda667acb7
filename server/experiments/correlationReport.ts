import { blockMeans } from '../core/blockMeans.ts';
import { type TrialErrors, trialCorrelation } from '../core/trialCorrelation.ts';
import { trialSpectrum } from '../core/trialSpectrum.ts';
import type { CorrelationReport, EigenvalueDecay } from '../protocol/experimentResult.ts';
import { lineFit } from './lineFit.ts';

export interface PooledErrors {
  /** Trial × image. */
  readonly errors: Float32Array;
  readonly numProblems: number;
  readonly numTrials: number;
}

/** Blocks a side of the matrix that is kept for drawing. */
const DRAWN_BLOCKS = 100;
/** The eigenvalues that a chart shows best. */
const LAST_OF_HEAD = 100;

/** Eq. 15 of the errors (trial × image), its eigenvalues and those of independent attempts; undefined for fewer than three trials. */
export function correlationReport({ errors, numProblems, numTrials }: PooledErrors): CorrelationReport | undefined {
  if (numTrials < 3 || numProblems < 3) return undefined;
  const values = new Float64Array(errors.length);
  for (let t = 0; t < numTrials; t += 1)
    for (let i = 0; i < numProblems; i += 1) values[i * numTrials + t] = errors[t * numProblems + i]!;
  const trials: TrialErrors = { numProblems, numTrials, values };
  const matrix = trialCorrelation(trials);
  const spectrum = trialSpectrum(trials);
  const { eigenvalues, independent } = spectrum;
  const nulls = { means: independent.map(({ value }) => value), draws: spectrum.draws };
  const last = eigenvalues.length - 1;
  const ranges = [[1, last], [2, last], ...(last > LAST_OF_HEAD ? [[2, LAST_OF_HEAD] as const] : [])] as const;
  return {
    trials: numTrials,
    matrix: blockMeans(matrix, numTrials, DRAWN_BLOCKS),
    eigenvalues,
    nullEigenvalues: independent.map(({ value, low, high }) => ({ value, low, high })),
    topShare: spectrum.topShare,
    decays: ranges.flatMap(([from, to]) => decayOver(eigenvalues, nulls, from, to)),
    withinImages: withinImages(trialCorrelation(standardized(trials)), numTrials, numProblems),
  };
}

interface Nulls {
  readonly means: readonly number[];
  readonly draws: readonly Float64Array[];
}

function decayOver(values: readonly number[], nulls: Nulls, fromRank: number, toRank: number): EigenvalueDecay[] {
  const kappaOf = (all: ArrayLike<number>): number | undefined => {
    const ranks = Array.from(all).slice(fromRank - 1, toRank);
    if (ranks.some((value) => value <= 0)) return undefined;
    const line = lineFit(
      ranks.map((_, i) => Math.log(fromRank + i)),
      ranks.map(Math.log),
    );
    return line && -line.slope;
  };
  const [kappa, nullKappa] = [kappaOf(values), kappaOf(nulls.means)];
  const drawn = nulls.draws.map(kappaOf).filter((each) => each !== undefined);
  if (kappa === undefined || nullKappa === undefined || drawn.length === 0) return [];
  return [{ fromRank, toRank, kappa, nullKappa, nullRange: { low: Math.min(...drawn), high: Math.max(...drawn) } }];
}

/** Each image's errors in standard deviations about their mean: what is left is what trials share beyond difficulty. */
function standardized({ numProblems, numTrials, values }: TrialErrors): TrialErrors {
  const rest = values.slice();
  for (let i = 0; i < numProblems; i += 1) {
    const row = rest.subarray(i * numTrials, (i + 1) * numTrials);
    const mean = row.reduce((sum, error) => sum + error, 0) / numTrials;
    const deviation = Math.sqrt(row.reduce((sum, error) => sum + (error - mean) ** 2, 0) / numTrials);
    for (let t = 0; t < numTrials; t += 1) row[t] = deviation > 0 ? (row[t]! - mean) / deviation : 0;
  }
  return { numProblems, numTrials, values: rest };
}

/**
 * Correlation coefficients of all pairs of trials, over images, of the standardized errors. Taking away each image's own mean
 * makes independent trials correlate by −1/(trials − 1), which is given back.
 */
function withinImages(
  covariance: Float64Array,
  numTrials: number,
  numProblems: number,
): CorrelationReport['withinImages'] {
  let [sum, squares] = [0, 0];
  for (let a = 0; a < numTrials; a += 1)
    for (let b = 0; b < a; b += 1) {
      const scale = Math.sqrt(covariance[a * numTrials + a]! * covariance[b * numTrials + b]!);
      const coefficient = scale > 0 ? covariance[a * numTrials + b]! / scale : 0;
      sum += coefficient;
      squares += coefficient * coefficient;
    }
  const numPairs = (numTrials * (numTrials - 1)) / 2;
  const mean = sum / numPairs;
  return {
    mean: mean + 1 / (numTrials - 1),
    standardDeviation: Math.sqrt(Math.max(0, squares / numPairs - mean * mean)),
    expectedDeviation: 1 / Math.sqrt(numProblems),
  };
}
