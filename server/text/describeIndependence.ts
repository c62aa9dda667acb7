import type { Independence, RepeatedCompletions } from '../core/independence.ts';
import { formatParameter, formatPercent, formatQuantity } from './formatNumber.ts';

/** Whether the attempts are independent given the problem, the evidence, and what follows for the laws. */
export function describeIndependence(independence: Independence): string {
  if (independence.kind === 'notTested') {
    return `Whether attempts are independent is not tested: ${WHY_NOT[independence.reason]}.${repeatsOf(independence.repeats)}`;
  }
  const { verdict, repeats } = independence;
  return `${VERDICTS[verdict]} ${evidenceOf(independence)}.${repeatsOf(repeats)}${acrossOf(independence)}`;
}

const WHY_NOT: Record<Extract<Independence, { kind: 'notTested' }>['reason'], string> = {
  countsOnly: 'the log holds counts and not the order of the attempts',
  tooManyAttempts: 'there are more attempts than their order is kept of',
  noMixedProblems: 'each problem passed always or never, in whatever order',
  stoppedAtSuccess: 'attempts stopped at the first success, so that the rule made their order',
  notRead: 'the order of the attempts is not known',
};

const VERDICTS: Record<Extract<Independence, { kind: 'tested' }>['verdict'], string> = {
  independent:
    'Attempts are independent given the problem, as far as their order tells: the curve bends because problems differ (Eq. 6), not because trials are correlated (Eq. 9 and 10).',
  nearly:
    'Attempts are almost independent given the problem: dependence is measurable, and too small to change the fits (Eq. 6).',
  dependent:
    'Attempts are not independent given the problem: the fits take them for more than they are worth, so that intervals are too short, and Eq. 6 is in doubt.',
  repeated:
    'Most completions repeat an earlier one, so that attempts may be copies; their order shows no dependence that matters.',
  unclear: 'No sign that attempts depend on each other given the problem, and too few of them to rule it out.',
};

function evidenceOf({ blocks, drift, numProblems }: Extract<Independence, { kind: 'tested' }>): string {
  const dispersion =
    blocks === undefined
      ? ''
      : `χ²/df over blocks of attempts is ${formatParameter(blocks.value)} ${rangeOf(blocks)} (1 if independent); `;
  return (
    `On ${formatQuantity(numProblems, 'problem')} with successes and failures ${dispersion}` +
    `from the first attempts to the last the odds of passing change by a factor of ${formatParameter(drift.value)} ${rangeOf(drift)}`
  );
}

function rangeOf({ low, high }: { readonly low: number; readonly high: number }): string {
  return `[${formatParameter(low)}, ${formatParameter(high)}]`;
}

function repeatsOf(repeats: RepeatedCompletions | undefined): string {
  if (repeats === undefined || repeats.numCompared === 0) return '';
  if (repeats.numRepeats === 0) return ' No completion repeats another at the same problem.';
  return ` ${formatPercent(repeats.numRepeats / repeats.numCompared)} of the completions repeat an earlier one at the same problem.`;
}

/** Below, a p-value says that problems move together. */
const CERTAIN = 0.001;

function acrossOf({ acrossProblems }: Extract<Independence, { kind: 'tested' }>): string {
  if (acrossProblems === undefined || acrossProblems.pValue >= CERTAIN) return '';
  const { value } = acrossProblems;
  const how = value > 1 ? 'together' : 'in turns';
  return (
    ` At the same attempt number problems pass ${how} more than by chance (variance × ${formatParameter(value)} ${rangeOf(acrossProblems)}), ` +
    'as under a seed that they share: each problem’s attempts may still be independent.'
  );
}
