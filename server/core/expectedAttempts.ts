import { logBetaRatio } from './logBetaRatio.ts';

/**
 * Attempts to expect a problem when a verifier stops at the first success, at k attempts at most, where the failure probability of the share 𝒜 of
 * problems that can be solved is Beta(α, β): 𝒜·S(k) + (1 − 𝒜)·k, S(k) = Σ_{j<k} I(j). For natural k ≥ 1.
 */
export function expectedAttempts(alpha: number, beta: number, k: number, ceiling = 1): number {
  return ceiling * sumOfMoments(alpha, beta, k) + (1 - ceiling) * k;
}

/**
 * S(k) = (α + β − 1)/(β − 1)·[1 − (α)_k/(α + β − 1)_k], after its first two terms: the rest is the same sum with α + 2, so that
 * α + β − 1 > 0 whatever α and β, and all terms are positive. Relative error below 1e-12 for α, β in [1e-4, 1e8] and k in [1, 1e12].
 */
function sumOfMoments(alpha: number, beta: number, k: number): number {
  if (k < 2) return k;
  return 1 + (alpha / (alpha + beta)) * (1 + (alpha + 1) * restPerTerm(alpha + 2, beta - 1, k - 2));
}

/** (1 − exp ℓ(δ))/δ with ℓ(δ) the log of the k-th moment of Beta(a, δ), δ > −1: at δ = 0, ψ(a + k) − ψ(a). */
function restPerTerm(a: number, delta: number, k: number): number {
  if (Math.abs(delta) >= NEAR_ONE) return -Math.expm1(logBetaRatio(a, delta, k)) / delta;
  // Next to β = 1 the quotient loses its digits; it is as smooth there as a cubic through its neighbors.
  return NODES.reduce((sum, node) => {
    const weight = NODES.reduce(
      (product, other) => (other === node ? product : (product * (delta - other)) / (node - other)),
      1,
    );
    return sum + weight * restPerTerm(a, node, k);
  }, 0);
}

const NEAR_ONE = 1e-5;
const NODES = [-3 * NEAR_ONE, -NEAR_ONE, NEAR_ONE, 3 * NEAR_ONE];
