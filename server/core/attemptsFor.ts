import type { BetaParameters } from './lossAsymptote.ts';
import { betaPassAtK } from './passAtKLaw.ts';

/**
 * The real k ≥ 1 at which Eq. 6 reaches a coverage: the exact form inverted by bisection in log k, where Eq. 12 inverts the asymptote. 1 where
 * pass@1 is above it; undefined where no k up to 10¹² reaches it.
 */
export function attemptsFor(coverage: number, { alpha, beta, ceiling }: BetaParameters): number | undefined {
  const passAt = (logK: number): number => betaPassAtK(alpha, beta, Math.exp(logK), ceiling);
  if (passAt(0) >= coverage) return 1;
  let [low, high] = [0, Math.log(1e12)];
  if (passAt(high) < coverage) return undefined;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (passAt(middle) < coverage) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}
