import type { CountWarning } from '../core/analysis.ts';
import { formatCount, formatParameter, formatPercent, formatQuantity, formatRate } from './formatNumber.ts';
import { quoteLogText } from './quoteLogText.ts';

/** What in the log misleads: what it means, and the way out. Text from the log is quoted; the sentence is plain text. */
export function describeWarning(warning: CountWarning): string {
  switch (warning.code) {
    case 'singleAttempt':
      return (
        'Every problem has a single attempt (n = 1): the mean solve rate is known, but β and pass@k beyond k = 1 are not identified. ' +
        'Sample each problem several times, or merge repeated runs of the evaluation.'
      );
    case 'unequalSamples':
      return (
        `Attempts per problem differ (${formatCount(warning.min)} to ${formatCount(warning.max)}; ` +
        `${formatQuantity(warning.numBelowMax, 'problem has', 'problems have')} fewer than ${formatCount(warning.max)}). ` +
        `Observed pass@k covers all problems up to k = ${formatCount(warning.min)}; the fits use every attempt.`
      );
    case 'stoppedAtSuccess':
      return (
        `Attempts stop at the first success: observed pass@k is then wrong, too high at k = 1 (${formatPercent(warning.observed)}), and without the ` +
        `problems that were solved early at larger k. The likelihood fits and the predictions hold (pass@1 ${formatPercent(warning.predicted)}).`
      );
    case 'noneSolved':
      return (
        `No attempt passed: the mean solve rate is at most ${formatRate(warning.upperBound)}, and no curve can be fitted. ` +
        'Draw more attempts, or check that the scorer works.'
      );
    case 'allSolved':
      return (
        `Every attempt passed: the mean solve rate is at least ${formatRate(warning.lowerBound)}, and no curve can be fitted. ` +
        'Harder problems would tell more; check that the scorer can fail.'
      );
    case 'fewProblems':
      return (
        `Only ${formatQuantity(warning.numProblems, 'problem')}: intervals are wide, and say little about other problems of the kind. ` +
        'Add problems before attempts.'
      );
    case 'recordedDisagrees':
      return (
        `The log records ${formatPercent(warning.recorded)} as “${quoteLogText(warning.name)}”, but the unbiased estimator of ` +
        `pass@${formatCount(warning.k)} gives ${formatPercent(warning.estimated)} on its attempts. ` +
        'Check which problems and attempts the recorded number covers before quoting it.'
      );
    case 'attemptsDepend':
      return (
        `Attempts at a problem are not independent: ${signsOf(warning)}. Fits and intervals take each for a new draw, so that intervals are too short. ` +
        'Look for copied or cached attempts, a seed that repeats, or a change of the setup during the run.'
      );
    case 'lawsDisagree':
      return (
        `The laws disagree about pass@${formatCount(warning.k)}: ${formatPercent(warning.predicted)} is predicted, ` +
        `the power law says ${formatPercent(warning.powerLaw)}. Trust the interval rather than either number, or draw more attempts.`
      );
  }
}

function signsOf({ blocks, drift }: Extract<CountWarning, { code: 'attemptsDepend' }>): string {
  const signs = [
    blocks === undefined
      ? undefined
      : `outcomes near each other ${blocks > 1 ? 'are alike' : 'avoid each other'} (χ²/df over blocks of attempts is ${formatParameter(blocks)}, not 1)`,
    drift === undefined
      ? undefined
      : `later attempts pass ${drift > 1 ? 'more' : 'less'} often (the odds change by a factor of ${formatParameter(drift)} from the first to the last)`,
  ];
  return signs.filter((sign) => sign !== undefined).join(', and ');
}
