import type { CellLikelihoods } from './cellLikelihoods.ts';
import { logGamma } from './logGamma.ts';
import { mixtureVariance, type NormalMixture } from './normalMixture.ts';

/**
 * What all the families may have wrong about the problems that are not solved yet: nothing within n attempts, and the same again with each power of
 * ten beyond. It is one error of pass@k, that grows with log k, and so is in everything that pass@k is in.
 */
export interface Doubt {
  /** log₁₀(k/n), n the largest of the log, from 0 to 3: pass@k is in doubt in proportion to it. */
  readonly powersBeyond: (k: number) => number;
  /** powersBeyond(k + 1) − powersBeyond(k), of natural k. */
  readonly powersGained: (k: number) => number;
  /** Σ_{j<k} powersBeyond(j), of natural k. */
  readonly powersSummed: (k: number) => number;
  /**
   * Widens each normal of what is in doubt as pass@k is at so many powers of ten. The discrepancy is added to every posterior; the least doubt, only
   * as far as the posterior is surer than that.
   */
  readonly widen: (mixture: NormalMixture, powersOfTen: number) => NormalMixture;
}

export function createDoubt({ counts, zeros }: CellLikelihoods): Doubt {
  // Counts are sorted by n.
  const maxSamples = counts.numSamples.at(-1) ?? 1;
  const farthest = FARTHEST_REACH * maxSamples;
  const unsolvedShare = 1 - zeros.numSolved / counts.numProblems;
  const powersBeyond = (k: number): number => Math.log10(Math.min(Math.max(k / maxSamples, 1), FARTHEST_REACH));
  return {
    powersBeyond,
    powersGained: (k) => (k >= maxSamples && k < farthest ? Math.log1p(1 / k) / Math.LN10 : 0),
    powersSummed: (k) => {
      const last = Math.min(k, farthest);
      if (last <= maxSamples) return 0;
      // Σ log j is a log-gamma.
      const logs = logGamma(last) - logGamma(maxSamples) - (last - maxSamples) * Math.log(maxSamples);
      return logs / Math.LN10 + (k - last) * Math.log10(FARTHEST_REACH);
    },
    widen: (mixture, powersOfTen) => {
      const discrepancy = DISCREPANCY * unsolvedShare * powersOfTen;
      const least = (LEAST_DOUBT * powersOfTen) ** 2 * (unsolvedShare / Math.sqrt(counts.numProblems));
      const added = discrepancy ** 2 + Math.max(0, least - mixtureVariance(mixture));
      return {
        ...mixture,
        deviations: mixture.deviations.map((deviation) => Math.sqrt(deviation * deviation + added)),
      };
    },
  };
}

/** Standard deviation for each power of ten, times the share of the unsolved problems. */
const DISCREPANCY = 0.03;
/** Likewise, times √(share of the unsolved problems/√problems): it shrinks with more problems as the posterior does (`likelihoodPower`). */
const LEAST_DOUBT = 0.2;
const FARTHEST_REACH = 1000;
