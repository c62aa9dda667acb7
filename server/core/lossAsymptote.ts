import { firstNatural } from './firstNatural.ts';
import { MAX_K } from './kLadder.ts';
import { inferenceLoss, inferenceLossAsymptote } from './passAtKLaw.ts';

/** The long run of the inference loss (Eq. 7): L(k) ≈ coefficient·k^−exponent. */
export interface LossAsymptote {
  /** 𝒜·Γ(α + β)/Γ(α). */
  readonly coefficient: number;
  /** β. */
  readonly exponent: number;
  /** The smallest k from which on it is within 1 % of the exact L(k); null: beyond 10¹². */
  readonly accurateFrom: number | null;
}

export interface BetaParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly ceiling: number;
}

export function lossAsymptote({ alpha, beta, ceiling }: BetaParameters): LossAsymptote {
  // The ratio of both nears 1 from one side.
  const isAccurate = (k: number): boolean =>
    k >= 1 &&
    Math.abs(inferenceLossAsymptote(alpha, beta, k, ceiling) / inferenceLoss(alpha, beta, k, ceiling) - 1) <= 0.01;
  return {
    coefficient: inferenceLossAsymptote(alpha, beta, 1, ceiling),
    exponent: beta,
    accurateFrom: firstNatural(isAccurate, MAX_K) ?? null,
  };
}
