import type { DifficultyDensity, EvalAnalysis } from '../core/analysis.ts';
import { expectedAttempts } from '../core/expectedAttempts.ts';
import { harmonicNumbers } from '../core/harmonicNumbers.ts';
import { MAX_K } from '../core/kLadder.ts';
import { lossAsymptote } from '../core/lossAsymptote.ts';
import type { EffectiveKFit, Prediction } from '../core/outcomes.ts';
import { inferenceLoss } from '../core/passAtKLaw.ts';
import { curveLaw, type CurveLaw, lastObservedK, preferredLaw, type PreferredLaw } from '../core/preferredLaw.ts';
import { describeCurveDensity, describeDensity } from './describeDensity.ts';
import { describeDifficulty } from './describeDifficulty.ts';
import { LAW_NAMES } from './describeFit.ts';
import { formatParameterEstimate } from './formatEstimate.ts';
import { formatCount, formatParameter, formatPercent, formatSignificant } from './formatNumber.ts';

/** What the paper's laws say of this evaluation, each with its place in the paper. */
export interface ScalingLine {
  readonly name: string;
  readonly text: string;
}

/** The reading of α and β, the inference loss with its asymptote, the attempts to expect of a verifier, and the effective number of attempts; the density of difficulty; what there is no law for is left out. */
export function describeScaling(
  analysis: Pick<EvalAnalysis, 'counts' | 'fits' | 'ceilingEvidence' | 'summary' | 'density' | 'prediction'>,
): readonly ScalingLine[] {
  const { fits, density, prediction } = analysis;
  const lastK = lastObservedK(analysis);
  const ofCurve = curveLaw(analysis);
  const law = preferredLaw(analysis) ?? ofCurve;
  const effective = describeEffectiveAttempts(fits.effectiveK, lastK);
  return [
    { name: 'difficulty (Section 3.2.1)', text: law && describeDifficulty(law) },
    { name: 'difficulty (Eq. 8)', text: density && describeSolveRates(density, prediction) },
    { name: 'inference loss (Eq. 7)', text: law && describeLoss(law, lastK) },
    { name: 'attempts to expect (Section 3.4)', text: law && describeAttempts(law, lastK) },
    { name: 'effective k (Eq. 9)', text: effective },
  ].flatMap(({ name, text }) => (text === undefined ? [] : { name, text }));
}

function describeSolveRates(density: DifficultyDensity, prediction: Prediction): string {
  return prediction.kind === 'predicted' ? describeDensity(density, prediction.ceiling) : describeCurveDensity(density);
}

/** L(k) at the end of the data, and what it falls like. */
function describeLoss(law: PreferredLaw | CurveLaw, lastK: number): string {
  const { alpha, beta, ceiling, id } = law;
  const exponent = 'betaInterval' in law ? formatParameterEstimate(beta, law.betaInterval) : formatParameter(beta);
  const { coefficient, accurateFrom } = lossAsymptote(law);
  const fall =
    accurateFrom === null
      ? `so fast that its power law k^−β, β = ${exponent}, is within 1% at no k up to ${formatCount(MAX_K)}`
      : `like ${formatParameter(coefficient)}·k^−β, β = ${exponent} (within 1% from k = ${formatCount(accurateFrom)} on)`;
  const plateau = ceiling === 1 ? '' : `, while 1 − pass@k levels off at 1 − 𝒜 = ${formatPercent(1 - ceiling)}`;
  return (
    `L(${formatCount(lastK)}) = ${formatPercent(inferenceLoss(alpha, beta, lastK, ceiling))} by ${nameLaw(id)}; ` +
    `it falls to 0 ${fall}${plateau}.`
  );
}

/** What a verifier that stops at the first success saves. */
function describeAttempts({ alpha, beta, ceiling, id }: PreferredLaw | CurveLaw, lastK: number): string {
  const attempts = expectedAttempts(alpha, beta, lastK, ceiling);
  return (
    `Stopping at the first success, at most ${formatCount(lastK)} attempts come to ${formatSignificant(attempts, 3)} on average ` +
    `by ${nameLaw(id)}: 𝒜·S(k) + (1 − 𝒜)·k, S(k) the sum of I(j) over j < k.`
  );
}

function nameLaw(id: (PreferredLaw | CurveLaw)['id']): string {
  return id === 'leastSquares' ? LAW_NAMES[id] : `the ${LAW_NAMES[id]} law`;
}

function describeEffectiveAttempts(fit: EffectiveKFit, lastK: number): string | undefined {
  if (fit.kind === 'notIdentified' || fit.kind === 'notConverged') return undefined;
  const [effective] = harmonicNumbers([lastK], fit.kappa);
  return (
    `By this law ${formatCount(lastK)} attempts count as k_eff = ${formatParameter(effective ?? 0)} independent ones ` +
    `(κ = ${formatParameter(fit.kappa)}, p = ${formatParameter(fit.p)}). It fits in range and extrapolates badly; problems that differ look like ` +
    'this too, so it is no evidence that attempts depend on each other.'
  );
}
