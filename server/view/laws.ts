import type { EvalAnalysis } from '../core/analysis.ts';
import { betaLawPassAtK, effectiveKPassAtK, powerLawPassAtK } from '../core/lawPassAtK.ts';
import type { ChartSeries } from '../protocol/panel.ts';
import { LAW_NAMES, type LawId } from '../text/describeFit.ts';

/** A law that was fitted, as a chart shows it. */
export interface DrawnLaw extends Pick<ChartSeries, 'role' | 'stroke' | 'visible'> {
  readonly id: LawId;
  readonly label: string;
  readonly passAtK: (k: number) => number;
}

/** The laws that have a curve. The likelihood fit that the data speak for and the power law are shown at first. */
export function drawnLaws({ fits, ceilingEvidence }: EvalAnalysis): readonly DrawnLaw[] {
  const { betaBinomial, zeroInflatedBetaBinomial, powerLaw, leastSquares, effectiveK } = fits;
  const hasCeiling = ceilingEvidence.rejectsOne;
  const isCeilingOne =
    zeroInflatedBetaBinomial.kind === 'boundary' && zeroInflatedBetaBinomial.limit === 'ceilingIsOne';
  const candidates: readonly LawCandidate[] = [
    {
      id: 'betaBinomial',
      role: 'betaBinomial',
      stroke: 'dashed',
      visible: !hasCeiling,
      passAtK: (k) => betaLawPassAtK(betaBinomial, k),
    },
    {
      id: 'zeroInflatedBetaBinomial',
      role: 'zeroInflated',
      stroke: 'longDashed',
      visible: hasCeiling,
      // With its ceiling at 1 it is the Beta-binomial.
      passAtK: (k) => (isCeilingOne ? undefined : betaLawPassAtK(zeroInflatedBetaBinomial, k)),
    },
    { id: 'powerLaw', role: 'powerLaw', stroke: 'dotted', visible: true, passAtK: (k) => powerLawPassAtK(powerLaw, k) },
    {
      id: 'leastSquares',
      role: 'leastSquares',
      stroke: 'dashDotted',
      visible: false,
      passAtK: (k) => betaLawPassAtK(leastSquares, k),
    },
    {
      id: 'effectiveK',
      role: 'effectiveK',
      stroke: 'dotted',
      visible: false,
      passAtK: (k) => effectiveKPassAtK(effectiveK, k),
    },
  ];
  return candidates.flatMap(({ passAtK, ...law }) =>
    passAtK(1) === undefined ? [] : [{ ...law, label: capitalize(LAW_NAMES[law.id]), passAtK: (k) => passAtK(k) ?? 0 }],
  );
}

type LawCandidate = Omit<DrawnLaw, 'label' | 'passAtK'> & { readonly passAtK: (k: number) => number | undefined };

/** The Beta law that the data speak for, and its interval of β; undefined where none is inside its parameter space. */
export interface BetaLaw {
  readonly alpha: number;
  readonly beta: number;
  readonly betaInterval: { readonly low: number | null; readonly high: number | null };
  readonly ceiling: number;
  readonly label: string;
  readonly role: 'betaBinomial' | 'zeroInflated';
}

export function preferredBetaLaw({ fits, ceilingEvidence }: EvalAnalysis): BetaLaw | undefined {
  const { betaBinomial, zeroInflatedBetaBinomial: zeroInflated } = fits;
  if (ceilingEvidence.rejectsOne && zeroInflated.kind === 'interior')
    return { ...zeroInflated, label: capitalize(LAW_NAMES.zeroInflatedBetaBinomial), role: 'zeroInflated' };
  if (betaBinomial.kind !== 'interior') return undefined;
  return { ...betaBinomial, ceiling: 1, label: capitalize(LAW_NAMES.betaBinomial), role: 'betaBinomial' };
}

export function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
