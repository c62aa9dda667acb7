import type { EvalAnalysis } from './analysis.ts';
import type { Interval, OpenInterval } from './outcomes.ts';
import { recordedCurve } from './recordedCurve.ts';

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

/** Eq. 6 by least squares, for a log that holds nothing but a curve. It has no intervals. */
export interface CurveLaw extends Pick<PreferredLaw, 'alpha' | 'beta' | 'ceiling'> {
  readonly id: 'leastSquares';
}

/** Undefined where a log has attempts, and where α and β have no finite limit. */
export function curveLaw({
  counts,
  fits: { leastSquares },
}: Pick<EvalAnalysis, 'counts' | 'fits'>): CurveLaw | undefined {
  if (recordedCurve(counts).length === 0) return undefined;
  if (leastSquares.kind !== 'interior' && leastSquares.kind !== 'boundary') return undefined;
  const { alpha, beta, ceiling } = leastSquares;
  return alpha === undefined || beta === undefined ? undefined : { id: 'leastSquares', alpha, beta, ceiling };
}

/** The largest k that a log says something of: its largest n, or the end of the curve that it records. */
export function lastObservedK({ counts, summary }: Pick<EvalAnalysis, 'counts' | 'summary'>): number {
  return recordedCurve(counts).at(-1)?.k ?? summary.maxSamples;
}
