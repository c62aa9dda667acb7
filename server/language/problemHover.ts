import type { CellPosterior, EvalAnalysis } from '../core/analysis.ts';
import { posteriorOf } from '../core/posteriorOf.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { formatLevel, formatRateEstimate } from '../text/formatEstimate.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { labelText } from './evalLabels.ts';
import { markdownTable } from '../text/markdownTable.ts';
import { countRatio } from './problemText.ts';

/** A problem as markdown: its counts, and what the other problems of the evaluation tell about it. */
export function problemHover(analysis: EvalAnalysis, problemIndex: number): string {
  const problem = analysis.counts.problems[problemIndex];
  if (problem === undefined) return '';
  const posterior = posteriorOf(analysis, problem);
  const name = escapeMarkdown(quoteLogText(problem.problemId));
  const scorer = escapeMarkdown(labelText(analysis.counts.scorer));
  const heading = [`**${name === '' ? 'problem' : name}**`, `${countRatio(problem)} passed`, scorer];
  return [
    heading.filter((part) => part !== '').join(' · '),
    posterior === undefined ? '' : posteriorTable(posterior, analysis.options.level),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function posteriorTable(posterior: CellPosterior, level: number): string {
  return markdownTable(
    ['given all problems', ''],
    [
      [`solve rate of one attempt (${formatLevel(level)})`, formatRateEstimate(posterior.solveRate)],
      ['P(solvable)', formatPercent(posterior.solvable)],
      ['half of such problems are solved within', attempts(posterior.attemptsForHalf)],
      ['nine in ten within', attempts(posterior.attemptsForNineTenths)],
    ],
  );
}

function attempts(count: number | null): string {
  return count === null ? 'more attempts than can be foreseen' : `${formatCount(count)} attempts`;
}
