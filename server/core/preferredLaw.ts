import type { EvalAnalysis } from './analysis.ts';
import type { Interval, OpenInterval } from './outcomes.ts';

/** The Beta law that the data speak for: with a ceiling where they reject 𝒜 = 1. */
export interface PreferredLaw {
  readonly id: 'betaBinomial' | 'zeroInflatedBetaBinomial';
  readonly alpha: number;
  readonly beta: number;
  readonly alphaInterval: OpenInterval;
  readonly betaInterval: OpenInterval;
  readonly ceiling: number;
  /** Absent where the law has 𝒜 = 1. */
  readonly ceilingInterval?: Interval;
}

/** Undefined where no Beta law is inside its parameter space. */
export function preferredLaw({
  fits,
  ceilingEvidence,
}: Pick<EvalAnalysis, 'fits' | 'ceilingEvidence'>): PreferredLaw | undefined {
  const { betaBinomial, zeroInflatedBetaBinomial: inflated } = fits;
  if (ceilingEvidence.rejectsOne && inflated.kind === 'interior') {
    const { alpha, beta, alphaInterval, betaInterval, ceiling, ceilingInterval } = inflated;
    return { id: 'zeroInflatedBetaBinomial', alpha, beta, alphaInterval, betaInterval, ceiling, ceilingInterval };
  }
  if (betaBinomial.kind !== 'interior') return undefined;
  const { alpha, beta, alphaInterval, betaInterval } = betaBinomial;
  return { id: 'betaBinomial', alpha, beta, alphaInterval, betaInterval, ceiling: 1 };
}
