import type { CountCells } from './counts.ts';
import { logSpaced } from './kLadder.ts';
import type { Interval, ObservedPoint } from './outcomes.ts';
import { passAtK, passHatK, type SampleCounts } from './passAtK.ts';
import { studentQuantile } from './quantiles.ts';
import { stopsAtSuccess } from './stopsAtSuccess.ts';

/**
 * Mean of Chen's pass@k over the problems that have at least k attempts, with an interval for the mean over problems of their kind.
 * One point for each k that at least one problem reaches, in the order of `ks`.
 */
export function observedPassAtK(cells: CountCells, ks: readonly number[], level: number): ObservedPoint[] {
  return observed(cells, ks, level, passAtK);
}

/** The same for pass^k: all of k attempts pass. */
export function observedPassHatK(cells: CountCells, ks: readonly number[], level: number): ObservedPoint[] {
  return observed(cells, ks, level, passHatK);
}

/** A point of a pass@k curve, as the laws of curves are fitted to. */
export interface CurvePoint {
  readonly k: number;
  /** pass@k, 0 … 1. */
  readonly value: number;
}

/**
 * The observed pass@k curve to fit laws to: sixty k, evenly spaced in log k, up to the smallest n, so that each point is a mean over the
 * same problems. Empty where attempts stop at the first success: there it is no estimate of pass@k.
 */
export function observedCurve(cells: CountCells): CurvePoint[] {
  if (cells.numProblems === 0 || stopsAtSuccess(cells)) return [];
  return logSpaced(cells.numSamples[0]!, 60).map((k) => {
    const { sum, numProblems } = sumOverProblems(cells, k, passAtK);
    return { k, value: sum / numProblems };
  });
}

type Estimator = (counts: SampleCounts, k: number) => number | undefined;

interface Sums {
  readonly numProblems: number;
  readonly numAttempts: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

function observed(cells: CountCells, ks: readonly number[], level: number, estimator: Estimator): ObservedPoint[] {
  return ks.flatMap((k) => {
    const sums = sumOverProblems(cells, k, estimator);
    const { numProblems, sum } = sums;
    return numProblems === 0 ? [] : { k, value: sum / numProblems, numProblems, ...meanInterval(sums, level) };
  });
}

function sumOverProblems(cells: CountCells, k: number, estimator: Estimator): Sums {
  let numProblems = 0;
  let numAttempts = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let i = 0; i < cells.weight.length; i += 1) {
    const numSamples = cells.numSamples[i]!;
    const value = estimator({ numSamples, numCorrect: cells.numCorrect[i]! }, k);
    if (value === undefined) continue;
    const weight = cells.weight[i]!;
    numProblems += weight;
    numAttempts += weight * numSamples;
    sum += weight * value;
    sumOfSquares += weight * value * value;
  }
  return { numProblems, numAttempts, sum, sumOfSquares };
}

/**
 * Wilson's score interval with an effective sample size (Korn & Graubard 1998) and Student's t in place of z.
 *
 * Problems differ, so N problems weigh as m(1 − m)/(s²/N) coin tosses, where s² is the variance between problems. A few problems show too
 * small an s² when the rare kind (the one solvable problem among the hard ones) happens not to be among them, and intervals from the plain s²
 * then cover as little as half of the time. So s² and m are taken with two more problems, one always and one never solved: intervals cover
 * at least nearly their level in every world simulated, N = 5 … 164, and the two hardly matter once N is in the hundreds.
 * The effective size never exceeds the number of attempts.
 */
function meanInterval({ numProblems, numAttempts, sum, sumOfSquares }: Sums, level: number): Interval {
  const guardedMean = (sum + 1) / (numProblems + 2);
  const guardedVariance = (sumOfSquares + 1 - (sum + 1) * guardedMean) / (numProblems + 1);
  const effectiveSize = Math.min(numAttempts, (guardedMean * (1 - guardedMean) * numProblems) / guardedVariance);

  const mean = sum / numProblems;
  const t = studentQuantile((1 + level) / 2, Math.max(1, numProblems - 1));
  const excess = (t * t) / effectiveSize;
  const center = (mean + excess / 2) / (1 + excess);
  const halfWidth = Math.sqrt(excess * (mean * (1 - mean) + excess / 4)) / (1 + excess);
  return {
    low: Math.max(0, Math.min(mean, center - halfWidth)),
    high: Math.min(1, Math.max(mean, center + halfWidth)),
  };
}
