import type { BetaParameters } from '../core/lossAsymptote.ts';
import { formatParameter, formatPercent, formatRate } from './formatNumber.ts';

/**
 * Section 3.2.1 of the paper in words: the mean α/(α+β) of the failure probabilities tells whether problems are mostly hard, the concentration
 * α+β how alike these probabilities are, α how rare easy problems are, β how heavy the tail of hard problems is. With a ceiling all of it is said of
 * those that can be solved.
 */
export function describeDifficulty({ alpha, beta, ceiling }: BetaParameters): string {
  const meanFailure = alpha / (alpha + beta);
  const mostly =
    alpha > beta
      ? 'most problems are hard'
      : alpha < beta
        ? 'most problems are easy'
        : 'hard and easy problems balance';
  const at = ceiling === 1 ? '' : ' at a problem that can be solved';
  return (
    `An attempt${at} fails with probability ${formatPercent(meanFailure)} on average, α/(α + β): ${mostly}. ` +
    `${describeSpread(alpha, beta)} ${describeEasy(alpha)} ${describeTail(beta)}`
  );
}

/** Where failure probabilities crowd below 1, solve rates may differ by powers of ten: their variation, √(α/(β(α + β + 1))), is above 1 for β < 1. */
function describeSpread(alpha: number, beta: number): string {
  const concentration = alpha + beta;
  const deviation = Math.sqrt((alpha * beta) / (concentration + 1)) / concentration;
  const number = `α + β = ${formatParameter(concentration)}, standard deviation ${formatRate(deviation)}`;
  if (concentration < 2) return `Failure probabilities differ a great deal (${number}).`;
  if (concentration < 50) return `Failure probabilities differ (${number}).`;
  const rates = beta < 1 ? '; solve rates are not: they differ by powers of ten' : '';
  return `Failure probabilities are much alike (${number})${rates}.`;
}

/** The density of the failure probability p goes like p^(α−1) towards p = 0. */
function describeEasy(alpha: number): string {
  const number = `α = ${formatParameter(alpha)}`;
  if (alpha < 1) return `Some problems are solved nearly always (${number}).`;
  return alpha < 2 ? `Easy problems are few (${number}).` : `Easy problems are rare (${number}).`;
}

/** β is the exponent of the tail: the inference loss falls like k^(−β), so that tenfold attempts divide it by 10^β. */
function describeTail(beta: number): string {
  const divisor = beta > 6 ? 'more than a million' : `about ${formatParameter(10 ** beta)}`;
  const law = `in the long run ten times the attempts divide the share of them that is unsolved by ${divisor}`;
  if (beta < 0.5) return `The tail of hard problems is heavy (β = ${formatParameter(beta)}): ${law}.`;
  return beta < 1
    ? `The tail of hard problems is moderate (β = ${formatParameter(beta)}): ${law}.`
    : `The tail of hard problems is light (β = ${formatParameter(beta)}): ${law}.`;
}
