import { isBeyondDraws } from '../core/isBeyondDraws.ts';
import type { TrialSpectrum } from '../core/trialSpectrum.ts';
import { formatCount, formatParameter, formatPercent, formatQuantity } from './formatNumber.ts';

/** What the eigenvalues of Eq. 15 say, and what they do not. */
export function describeSpectrum({ numProblems, numTrials, topShare, decay }: TrialSpectrum): string {
  const of = `Eigenvalues of Eq. 15 over the first ${formatQuantity(numTrials, 'attempt')} at ${formatQuantity(numProblems, 'problem')}`;
  const top = `the first is the mean difficulty, ${formatPercent(topShare)} of the trace`;
  if (decay === undefined) return `${of}: ${top}; too few others for a κ.`;
  const { fromRank, toRank, kappa, independentKappa: none } = decay;
  const range = `[${formatParameter(none.low)}, ${formatParameter(none.high)}]`;
  return (
    `${of}: ${top}. Over the ranks ${formatCount(fromRank)} to ${formatCount(toRank)} they fall with κ = ${formatParameter(kappa)}; ` +
    `with each problem’s attempts in random order, κ = ${formatParameter(none.value)} ${range}. ` +
    (isBeyondDraws(kappa, none)
      ? 'The difference is what correlated trials, or problems that move together, can claim; the rest of κ is not correlation.'
      : 'So their decay is no sign of correlated trials.')
  );
}
