import type { EvalAnalysis } from '../core/analysis.ts';
import type {
  BetaBinomialFit,
  EffectiveKFit,
  LeastSquaresFit,
  NotConverged,
  NotIdentified,
  PowerLawFit,
  ZeroInflatedBetaBinomialFit,
} from '../core/outcomes.ts';
import { nameNotIdentified } from './describeNotIdentified.ts';
import {
  formatParameterEstimate,
  formatParameterInterval,
  formatPercentEstimate,
  formatPercentInterval,
} from './formatEstimate.ts';
import { formatCount, formatParameter, formatPercent, formatPercentNumber } from './formatNumber.ts';

export type LawId = keyof EvalAnalysis['fits'];

export interface FitLine {
  readonly id: LawId;
  /** Name of the law. */
  readonly law: string;
  /** Its parameters with their intervals, a boundary in words, or why there is none. One line. */
  readonly text: string;
}

/** Every law, one line each, the likelihood fits first. */
export function describeFits(fits: EvalAnalysis['fits']): readonly FitLine[] {
  const texts: Record<LawId, string> = {
    betaBinomial: describeBetaBinomial(fits.betaBinomial),
    zeroInflatedBetaBinomial: describeZeroInflated(fits.zeroInflatedBetaBinomial),
    leastSquares: describeLeastSquares(fits.leastSquares),
    leastSquaresLogLoss: describeLeastSquares(fits.leastSquaresLogLoss),
    powerLaw: describePowerLaw(fits.powerLaw),
    effectiveK: describeEffectiveK(fits.effectiveK),
  };
  return LAWS.map((id) => ({ id, law: LAW_NAMES[id], text: texts[id] }));
}

/** The laws that are fitted to a curve, which need no attempts. */
export function describeCurveFits(fits: EvalAnalysis['fits']): readonly FitLine[] {
  return describeFits(fits).filter(({ id }) => id !== 'betaBinomial' && id !== 'zeroInflatedBetaBinomial');
}

const LAWS: readonly LawId[] = [
  'betaBinomial',
  'zeroInflatedBetaBinomial',
  'leastSquares',
  'leastSquaresLogLoss',
  'powerLaw',
  'effectiveK',
];

export const LAW_NAMES: Record<LawId, string> = {
  betaBinomial: 'Beta-binomial',
  zeroInflatedBetaBinomial: 'Beta-binomial with ceiling',
  leastSquares: 'least squares of Eq. 6',
  leastSquaresLogLoss: 'the same in log loss',
  powerLaw: 'power law',
  effectiveK: 'effective k',
};

export function describeBetaBinomial(fit: BetaBinomialFit): string {
  if (isAbsent(fit)) return describeAbsent(fit);
  if (fit.kind === 'interior') return describeAlphaBeta(fit);
  const rate = `mean solve rate ${formatPercent(1 - fit.meanFailureProbability)}`;
  return `${LIMITS[fit.limit]}; ${rate}, β ${formatParameterInterval(fit.betaInterval)}`;
}

/** β alone, as it fits on a CodeLens: `β 0.350 [0.301, 0.412]`, or why there is none. */
export function describeBeta(fit: BetaBinomialFit): string {
  if (isAbsent(fit)) return `β ${describeAbsent(fit)}`;
  if (fit.kind === 'interior') return `β ${formatParameterEstimate(fit.beta, fit.betaInterval)}`;
  return `β ${formatParameterInterval(fit.betaInterval)}`;
}

/** The ceiling of Eq. 6 as the likelihood has it, on its boundary said so; undefined where it is not identified. */
export function describeCeiling(
  fit: ZeroInflatedBetaBinomialFit,
): { readonly value: string; readonly detail: string } | undefined {
  if (isAbsent(fit)) return undefined;
  if (fit.kind === 'boundary' && fit.limit === 'ceilingIsOne')
    return {
      value: '100%',
      detail: `at least ${formatPercent(fit.ceilingInterval.low)}; no sign of unsolvable problems`,
    };
  return { value: formatPercent(fit.ceiling), detail: formatPercentInterval(fit.ceilingInterval) };
}

export function describeZeroInflated(fit: ZeroInflatedBetaBinomialFit): string {
  if (isAbsent(fit)) return describeAbsent(fit);
  if (fit.kind === 'interior') {
    return `ceiling ${formatPercentEstimate({ value: fit.ceiling, ...fit.ceilingInterval })}, ${describeAlphaBeta(fit)}`;
  }
  const interval = formatPercentInterval(fit.ceilingInterval);
  if (fit.limit === 'ceilingIsOne') {
    return `${LIMITS.ceilingIsOne} (at least ${formatPercentNumber(fit.ceilingInterval.low)}%)${describeParameters(fit)}`;
  }
  return `${LIMITS[fit.limit]}; ceiling ${formatPercent(fit.ceiling)} ${interval}${describeParameters(fit)}`;
}

export function describeLeastSquares(fit: LeastSquaresFit): string {
  if (isAbsent(fit)) return describeAbsent(fit);
  const ceiling =
    fit.kind === 'interior' ? `ceiling ${formatPercent(fit.ceiling)}` : describeEdge(fit.limit, fit.ceiling);
  return `${ceiling}${describeParameters(fit)}, ${describeError(fit.rmse)}`;
}

export function describePowerLaw(fit: PowerLawFit): string {
  if (isAbsent(fit)) return describeAbsent(fit);
  const power = fit.b < 0 ? formatParameter(-fit.b) : `−${formatParameter(fit.b)}`;
  return `exp(−${formatParameter(fit.a)}·k^${power}), no ceiling, ${describeError(fit.rmse)}`;
}

export function describeEffectiveK(fit: EffectiveKFit): string {
  if (isAbsent(fit)) return describeAbsent(fit);
  const atOne = fit.kind === 'boundary' && fit.limit === 'ceilingIsOne';
  const ceiling = atOne ? LIMITS.ceilingIsOne : `ceiling ${formatPercent(fit.ceiling)}`;
  const edge = fit.kind === 'boundary' && !atOne ? `; ${LIMITS[fit.limit]}` : '';
  return (
    `p ${formatParameter(fit.p)}, κ ${formatParameter(fit.kappa)}, ${ceiling}${edge}, ` +
    `${describeError(fit.rmse)}; extrapolates badly`
  );
}

const LIMITS = {
  noOverdispersion: 'all problems look equally hard (α, β → ∞)',
  allOrNothing: 'each problem is solved always or never (α, β → 0)',
  ceilingIsOne: 'ceiling 100%: no sign of unsolvable problems',
  independentAttempts: 'attempts look independent (κ → 0)',
} as const;

function describeEdge(limit: 'ceilingIsOne' | 'noOverdispersion' | 'allOrNothing', ceiling: number): string {
  return limit === 'ceilingIsOne' ? LIMITS.ceilingIsOne : `${LIMITS[limit]}; ceiling ${formatPercent(ceiling)}`;
}

function describeAlphaBeta(
  fit: Extract<BetaBinomialFit, { kind: 'interior' }> | Extract<ZeroInflatedBetaBinomialFit, { kind: 'interior' }>,
): string {
  return `β ${formatParameterEstimate(fit.beta, fit.betaInterval)}, α ${formatParameterEstimate(fit.alpha, fit.alphaInterval)}`;
}

function describeParameters({ alpha, beta }: { readonly alpha?: number; readonly beta?: number }): string {
  return alpha === undefined || beta === undefined ? '' : `, β ${formatParameter(beta)}, α ${formatParameter(alpha)}`;
}

function describeError(rmse: number): string {
  return `RMSE ${formatParameter(rmse)}`;
}

function isAbsent(fit: { readonly kind: string }): fit is NotIdentified | NotConverged {
  return fit.kind === 'notIdentified' || fit.kind === 'notConverged';
}

function describeAbsent(fit: NotIdentified | NotConverged): string {
  if (fit.kind === 'notIdentified') return nameNotIdentified(fit);
  return `did not converge in ${formatCount(fit.iterations)} iterations`;
}
