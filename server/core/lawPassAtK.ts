import { harmonicNumbers } from './harmonicNumbers.ts';
import type {
  BetaBinomialFit,
  EffectiveKFit,
  LeastSquaresFit,
  PowerLawFit,
  ZeroInflatedBetaBinomialFit,
} from './outcomes.ts';
import { betaPassAtK } from './passAtKLaw.ts';

/**
 * pass@k of the Beta-binomial, the zero-inflated Beta-binomial, or least squares of Eq. 6, at any k ≥ 1; at a boundary that of the limiting
 * law. Undefined where there is no fit.
 */
export function betaLawPassAtK(
  fit: BetaBinomialFit | ZeroInflatedBetaBinomialFit | LeastSquaresFit,
  k: number,
): number | undefined {
  if (fit.kind === 'notIdentified' || fit.kind === 'notConverged') return undefined;
  const ceiling = 'ceiling' in fit ? fit.ceiling : 1;
  if ('alpha' in fit && 'beta' in fit) return betaPassAtK(fit.alpha, fit.beta, k, ceiling);
  if (fit.meanFailureProbability === undefined) return undefined;
  const failsAlways = fit.limit === 'allOrNothing' ? fit.meanFailureProbability : fit.meanFailureProbability ** k;
  return ceiling * (1 - failsAlways);
}

/** pass@k of the exponentiated power law; undefined where there is no fit. */
export function powerLawPassAtK(fit: PowerLawFit, k: number): number | undefined {
  return fit.kind === 'interior' ? Math.exp(-fit.a * k ** -fit.b) : undefined;
}

/** pass@k of the effective-k law (Eq. 10) at any k ≥ 1; undefined where there is no fit. */
export function effectiveKPassAtK(fit: EffectiveKFit, k: number): number | undefined {
  if (fit.kind === 'notIdentified' || fit.kind === 'notConverged') return undefined;
  const [effectiveAttempts] = harmonicNumbers([k], fit.kappa);
  return fit.ceiling * (1 - fit.p ** effectiveAttempts!);
}
