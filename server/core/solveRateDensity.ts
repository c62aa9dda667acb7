import { logGamma } from './logGamma.ts';

/**
 * Density of log10 s over problems, where the failure probability 1 − s of one attempt is Beta(α, β) (Eq. 5): ln 10 · s^β (1 − s)^(α − 1) / B(α, β).
 * For s inside (0, 1); it integrates to 1 over log10 s from −∞ to 0.
 */
export function solveRateDensity(alpha: number, beta: number, solveRate: number): number {
  const logBeta = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
  return Math.LN10 * Math.exp(beta * Math.log(solveRate) + (alpha - 1) * Math.log1p(-solveRate) - logBeta);
}
