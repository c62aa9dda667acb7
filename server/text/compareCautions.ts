import type { CountWarning } from '../core/analysis.ts';
import type { Comparison } from '../core/compareEvals.ts';
import { describeWarning } from './describeWarning.ts';
import { formatCount, formatQuantity } from './formatNumber.ts';

/**
 * What misleads in a comparison, a sentence or two each: models that were asked different problems, and attempts that tell less than they seem to.
 * In parts, so that the names, which are text of logs, are written as the caller writes them.
 */
export function compareCautions<Name>(
  { differences, contenders }: Comparison,
  nameOf: (contender: number) => Name,
): readonly (readonly (string | Name)[])[] {
  return [
    ...differences
      .filter(({ numOnlyFirst, numOnlySecond }) => numOnlyFirst + numOnlySecond > 0)
      .map((difference) => [nameOf(difference.second), ' and ', nameOf(0), differentProblems(difference)]),
    ...contenders.flatMap(({ analysis }, contender) =>
      analysis.warnings
        .filter(({ code }) => OF_COMPARISONS.includes(code))
        .map((warning) => [nameOf(contender), `: ${describeWarning(warning)}`]),
    ),
  ];
}

/** What bears on which model is better; the rest is said where the log is analyzed. */
const OF_COMPARISONS: readonly CountWarning['code'][] = ['stoppedAtSuccess', 'attemptsDepend', 'fewProblems'];

function differentProblems({ numMatched, numOnlyFirst, numOnlySecond }: Comparison['differences'][number]): string {
  const shared = numMatched === 0 ? 'no problem' : formatQuantity(numMatched, 'problem');
  return (
    ` share ${shared} of ${formatCount(numMatched + numOnlySecond)} and ${formatCount(numMatched + numOnlyFirst)}: ` +
    'the cheapest k and the front take each on its own problems, so that one may only have had easier ones.'
  );
}
