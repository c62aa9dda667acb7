import { logBetaRatio, logBinomial } from './logBetaRatio.ts';
import { logGamma } from './logGamma.ts';

/** Eq. 6: pass@k = 𝒜·(1 − I(k)) when the failure probability of an attempt is Beta(α, β); 0 at k = 0, for k up to 1e15. */
export function betaPassAtK(alpha: number, beta: number, k: number, ceiling = 1): number {
  return -ceiling * Math.expm1(logBetaRatio(alpha, beta, k));
}

/** Eq. 7: the inference loss 𝒜·I(k), exact at every k. */
export function inferenceLoss(alpha: number, beta: number, k: number, ceiling = 1): number {
  return ceiling * Math.exp(logBetaRatio(alpha, beta, k));
}

/**
 * The asymptote of Eq. 7, 𝒜·Γ(β)·k^(−β)/B(α, β) = 𝒜·Γ(α + β)/Γ(α)·k^(−β). It is the paper's curve, not an estimate: within 1 % only for
 * k far above α (69 at α = 2, 3,300 at α = 92), and above 𝒜 for small k.
 */
export function inferenceLossAsymptote(alpha: number, beta: number, k: number, ceiling = 1): number {
  return ceiling * Math.exp(logGamma(alpha + beta) - logGamma(alpha) - beta * Math.log(k));
}

/** log probability of c successes in n attempts when the failure probability is Beta(α, β); c = 0 … n. Exact also near α, β → ∞. */
export function betaBinomialLogPmf(n: number, c: number, alpha: number, beta: number): number {
  return logBinomial(n, c) + logBetaRatio(alpha, beta, n - c) + logBetaRatio(beta, alpha + n - c, c);
}
