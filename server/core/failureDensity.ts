import { logGamma } from './logGamma.ts';

/** Density of the failure probability p of one attempt, Beta(α, β; p) of Eq. 5, for p inside (0, 1). */
export function failureDensity(alpha: number, beta: number, p: number): number {
  const logBeta = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
  return Math.exp((alpha - 1) * Math.log(p) + (beta - 1) * Math.log1p(-p) - logBeta);
}
