import { passAtK } from '../core/passAtK.ts';

/** Recorded values come from sums and products of doubles; neighbouring c differ by far more than this. */
const TOLERANCE = 1e-9;

/**
 * The number of correct attempts c of n whose pass@k has this value; undefined when no integer has it. pass@k is 1 for each
 * c > n − k: then all n are taken as correct, which is sure for k = 1 only.
 */
export function correctFromPassAtK(numSamples: number, k: number, value: number): number | undefined {
  if (!(value >= 0 && value <= 1) || k > numSamples) return undefined;
  if (Math.abs(value - 1) <= TOLERANCE) return numSamples;
  let low = 0;
  let high = numSamples - k + 1;
  // pass@k rises with c: the least c that reaches the value.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) < value - TOLERANCE) low = middle + 1;
    else high = middle;
  }
  return Math.abs(at(low) - value) <= TOLERANCE ? low : undefined;

  function at(numCorrect: number): number {
    return passAtK({ numSamples, numCorrect }, k) ?? 1;
  }
}
