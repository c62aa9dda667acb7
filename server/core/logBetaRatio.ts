import { STIRLING_FROM, stirlingTail } from './logGamma.ts';

/**
 * log I(k) = log [B(α + k, β) / B(α, β)], the log of the k-th moment of Beta(α, β); ≤ 0, and 0 where β or k is 0.
 * Relative error below 1e-13 for α, β in [1e-4, 1e8] and k in [1, 1e12]; k need not be an integer.
 *
 * With x = α, log I is minus the mixed second difference of log Γ over steps β and k, which is symmetric in β and k.
 * Both the recurrence that lifts x and the difference of Stirling's formula are written so that their terms have one sign
 * or cancel at most two thirds; log-gammas themselves would lose all digits (3e-3 at k = 1e12).
 */
export function logBetaRatio(alpha: number, beta: number, k: number): number {
  const area = beta * k;
  // Π(1 + t) − 1 of positive terms t: a sum of positive terms, too, and one logarithm in all.
  let excess = 0;
  let x = alpha;
  for (; x < STIRLING_FROM; x += 1) {
    const term = area / x / (x + beta + k);
    excess += term + excess * term;
  }

  const xk = x + k;
  const xb = x + beta;
  const xbk = xb + k;
  const leading = k * Math.log1p(beta / xk) + beta * Math.log1p(k / xb) - (x - 0.5) * Math.log1p(area / x / xbk);
  // The second difference of 1/x, without cancellation.
  const firstCorrection = ((area / x / xk) * (x + xbk)) / xb / xbk / 12;
  const corrections = stirlingTail(xbk) - stirlingTail(xk) - stirlingTail(xb) + stirlingTail(x);
  return -(Math.log1p(excess) + leading + firstCorrection + corrections);
}

/** log C(n, c) for 0 ≤ c ≤ n, not necessarily integers. */
export function logBinomial(n: number, c: number): number {
  return -logBetaRatio(1, n - c, c);
}
