import { attemptsToAdd } from '../core/attemptsToAdd.ts';
import type { EvalCounts } from '../core/counts.ts';
import type { NamedTable, PlanText } from '../protocol/panel.ts';
import { formatCount, formatQuantity } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';

const MAX_ROWS = 200;

/** Short enough for a narrow panel; the names of the designs stand in the answer. */
const COLUMN_NAMES = { everyProblem: 'At every one', untilSolved: 'Until solved' };

/** The attempts to add at each problem, as `passk plan --format csv` lists them, the unsolved first; undefined where none are to be added. */
export function planTable({ problems }: EvalCounts, { name, attemptsEach }: PlanText): NamedTable | undefined {
  const designs = (['everyProblem', 'untilSolved'] as const).filter((design) => (attemptsEach[design] ?? 0) > 0);
  if (designs.length === 0) return undefined;
  const unsolved = problems.filter(({ numCorrect }) => numCorrect === 0);
  const solved = problems.filter(({ numCorrect }) => numCorrect > 0);
  const rows = [...unsolved.slice(0, MAX_ROWS), ...solved.slice(0, MAX_ROWS)].slice(0, MAX_ROWS).map((problem) => {
    const added = attemptsToAdd(attemptsEach, problem);
    const { problemId, numSamples, numCorrect } = problem;
    return [
      quoteLogText(problemId),
      `${formatCount(numCorrect)}/${formatCount(numSamples)}`,
      ...designs.map((design) => formatCount(added[design] ?? 0)),
    ];
  });
  const numMore = problems.length - rows.length;
  const more = [`${formatQuantity(numMore, 'more problem')}: passk plan --format csv`, '', ...designs.map(() => '')];
  return {
    name: `${name}, problem by problem`,
    table: {
      columns: [
        { label: 'Problem', align: 'left' },
        { label: 'Solved', align: 'right' },
        ...designs.map((design) => ({ label: COLUMN_NAMES[design], align: 'right' as const })),
      ],
      rows: numMore === 0 ? rows : [...rows, more],
    },
  };
}
