import type { NotIdentified } from '../core/outcomes.ts';
import { formatRate } from './formatNumber.ts';

/** Why there is no number, and what can still be said. One or two sentences. */
export function describeNotIdentified(outcome: NotIdentified): string {
  const bound = describeBound(outcome);
  return bound === undefined ? `${REASONS[outcome.reason]}.` : `${REASONS[outcome.reason]}; ${bound}.`;
}

/** The same in a few words, for where a number would stand. */
export function nameNotIdentified(outcome: NotIdentified): string {
  return `not identified (${SHORT_REASONS[outcome.reason]})`;
}

const REASONS: Record<NotIdentified['reason'], string> = {
  noProblems: 'Not identified: the log holds no problem with a scored attempt',
  curveOnly:
    'Not identified: the log records pass@k but no attempts; laws are fitted to these points, and without a likelihood nothing says how sure a prediction would be',
  noneSolved: 'Not identified: no attempt passed, so nothing shows how hard the problems are relative to each other',
  allSolved: 'Not identified: every attempt passed, so nothing shows how hard the problems are relative to each other',
  singleAttempt:
    'Not identified: every problem has a single attempt (n = 1), which tells the mean solve rate but not how it spreads over problems',
  stoppedAtSuccess:
    'Not identified: attempts stop at the first success, so that observed pass@k is no curve to fit laws to',
  tooFewPoints: 'Not identified: the curve has fewer points than the law has parameters',
};

const SHORT_REASONS: Record<NotIdentified['reason'], string> = {
  noProblems: 'no scored attempts',
  curveOnly: 'a curve without attempts',
  noneSolved: 'none solved',
  allSolved: 'all solved',
  singleAttempt: 'n = 1',
  stoppedAtSuccess: 'attempts stop at a success',
  tooFewPoints: 'too few points',
};

function describeBound({ reason, meanSolveRate }: NotIdentified): string | undefined {
  if (meanSolveRate === undefined) return undefined;
  const { low, high } = meanSolveRate;
  if (reason === 'noneSolved') return `the mean solve rate of one attempt is at most ${formatRate(high)}`;
  if (reason === 'allSolved') return `the mean solve rate of one attempt is at least ${formatRate(low)}`;
  return `the mean solve rate of one attempt lies between ${formatRate(low)} and ${formatRate(high)}`;
}
