import { formatParameter, formatPercent } from './formatNumber.ts';

/**
 * Section 3.2.1 of the paper in words: the mean α/(α+β) of the failure probabilities tells whether problems are mostly hard,
 * the concentration α+β how alike they are, β how heavy the tail of hard problems is.
 */
export function describeDifficulty(alpha: number, beta: number): string {
  const meanFailure = alpha / (alpha + beta);
  const mostly =
    alpha > beta
      ? 'most problems are hard'
      : alpha < beta
        ? 'most problems are easy'
        : 'hard and easy problems balance';
  return (
    `An attempt fails with probability ${formatPercent(meanFailure)} on average: ${mostly}. ` +
    `${describeSpread(alpha + beta)} ${describeTail(beta)}`
  );
}

function describeSpread(concentration: number): string {
  const number = `α + β = ${formatParameter(concentration)}`;
  if (concentration < 2) return `Problems differ a great deal (${number}).`;
  return concentration < 50 ? `Problems differ in difficulty (${number}).` : `Problems are much alike (${number}).`;
}

/** β is the exponent of the tail: the unsolved share falls like k^(−β), so that tenfold attempts divide it by 10^β. */
function describeTail(beta: number): string {
  const divisor = formatParameter(10 ** Math.min(beta, 300));
  const law = `ten times the attempts divide the unsolved share by about ${divisor}`;
  if (beta < 0.5) return `The tail of hard problems is heavy (β = ${formatParameter(beta)}): in the long run ${law}.`;
  return beta < 1
    ? `The tail of hard problems is moderate (β = ${formatParameter(beta)}): in the long run ${law}.`
    : `The tail of hard problems is light (β = ${formatParameter(beta)}): in the long run ${law}.`;
}
