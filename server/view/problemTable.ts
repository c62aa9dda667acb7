import type { EvalAnalysis } from '../core/analysis.ts';
import type { ProblemCounts } from '../core/counts.ts';
import { posteriorOf } from '../core/posteriorOf.ts';
import type { DataTable } from '../protocol/panel.ts';
import { formatLevel, formatRateEstimate } from '../text/formatEstimate.ts';
import { formatPercent, formatQuantity } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';

/** More rows make a page slow, and nobody reads them. */
const MAX_ROWS = 2000;

/** Each problem in the order of the log: its counts, and what the other problems of the evaluation tell about it. */
export function problemTable(analysis: EvalAnalysis): DataTable {
  const { problems } = analysis.counts;
  const rows = problems.slice(0, MAX_ROWS).map((problem) => problemRow(analysis, problem));
  const more = problems.length - rows.length;
  return {
    columns: [
      { label: 'Problem', align: 'left' },
      { label: 'Passed', align: 'right' },
      { label: `Solve rate (${formatLevel(analysis.options.level)})`, align: 'right' },
      { label: 'P(solvable)', align: 'right' },
    ],
    rows: more === 0 ? rows : [...rows, [formatQuantity(more, 'more problem'), '', '', '']],
  };
}

function problemRow(analysis: EvalAnalysis, problem: ProblemCounts): readonly string[] {
  const posterior = posteriorOf(analysis, problem);
  return [
    quoteLogText(problem.problemId),
    `${problem.numCorrect}/${problem.numSamples}`,
    posterior === undefined ? '–' : formatRateEstimate(posterior.solveRate),
    posterior === undefined ? '–' : formatPercent(posterior.solvable),
  ];
}
