import type { EvalAnalysis } from '../core/analysis.ts';
import { betaLawPassAtK, effectiveKPassAtK, powerLawPassAtK } from '../core/lawPassAtK.ts';
import { curveLaw, preferredLaw, type PreferredLaw } from '../core/preferredLaw.ts';
import type { ChartSeries } from '../protocol/panel.ts';
import { capitalize } from '../text/capitalize.ts';
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

/** A Beta law, as a chart shows it. */
export interface DrawnBetaLaw extends Pick<ChartSeries, 'label' | 'role'> {
  readonly alpha: number;
  readonly beta: number;
  readonly ceiling: number;
}

/** The Beta law that the data speak for, with its intervals. */
export type BetaLaw = DrawnBetaLaw & PreferredLaw;

export function preferredBetaLaw(analysis: EvalAnalysis): BetaLaw | undefined {
  const law = preferredLaw(analysis);
  if (law === undefined) return undefined;
  const role = law.id === 'betaBinomial' ? 'betaBinomial' : 'zeroInflated';
  return { ...law, label: capitalize(LAW_NAMES[law.id]), role };
}

/** The law of a log that holds nothing but a curve. */
export function curveBetaLaw(analysis: EvalAnalysis): DrawnBetaLaw | undefined {
  const law = curveLaw(analysis);
  return law && { ...law, label: capitalize(LAW_NAMES[law.id]), role: law.id };
}
