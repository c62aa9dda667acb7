import { logBetaRatio } from './logBetaRatio.ts';
import { betaPassAtK } from './passAtKLaw.ts';

export interface SampleCounts {
  readonly numSamples: number;
  readonly numCorrect: number;
}

/**
 * Probability that at least one of k attempts, drawn without replacement from the n that were made, passes: 1 − C(n − c, k)/C(n, k),
 * the unbiased estimator of Chen et al. 2021 (arXiv 2107.03374, Eq. 1). Undefined if and only if k > n.
 * The ratio of binomials is the k-th moment of Beta(n − c − k + 1, c), which is computed without cancellation.
 */
export function passAtK({ numSamples, numCorrect }: SampleCounts, k: number): number | undefined {
  if (k > numSamples) return undefined;
  if (k > numSamples - numCorrect) return 1;
  return betaPassAtK(numSamples - numCorrect - k + 1, numCorrect, k);
}

/** Probability that all of k attempts, drawn likewise, pass: pass^k = C(c, k)/C(n, k). Undefined if and only if k > n. */
export function passHatK({ numSamples, numCorrect }: SampleCounts, k: number): number | undefined {
  if (k > numSamples) return undefined;
  if (k > numCorrect) return 0;
  return Math.exp(logBetaRatio(numCorrect - k + 1, numSamples - numCorrect, k));
}
