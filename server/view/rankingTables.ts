import type { EvalAnalysis } from '../core/analysis.ts';
import { difficultyRanking, type RankedProblem } from '../core/difficultyRanking.ts';
import type { NamedTable } from '../protocol/panel.ts';
import { formatQuantity } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { RANKED_COLUMNS, RANKING_TITLES, rankedCells } from '../text/describeRanking.ts';
import { capitalize } from '../text/capitalize.ts';

const MAX_ROWS = 50;
/** Ranking more of them would hold up the server, which answers at once. */
const MAX_RANKED = 20_000;

/** "Difficult but obtainable", and the unsolved by how likely they are to be solvable: the tops of what `passk difficulty` lists. */
export function rankingTables(analysis: EvalAnalysis): readonly NamedTable[] {
  if (analysis.posteriors.length === 0 || analysis.counts.problems.length > MAX_RANKED) return [];
  const ranking = difficultyRanking(analysis);
  return (['obtained', 'unsolved'] as const)
    .filter((group) => ranking[group].length > 0)
    .map((group) => ({ name: RANKING_TITLES[group], table: tableOf(ranking[group]) }));
}

function tableOf(ranked: readonly RankedProblem[]): NamedTable['table'] {
  const columns = ['#', 'Problem', ...RANKED_COLUMNS.map(capitalize)];
  const rows = ranked
    .slice(0, MAX_ROWS)
    .map((each, i) => [String(i + 1), quoteLogText(each.problem.problemId), ...rankedCells(each)]);
  const numMore = ranked.length - rows.length;
  const more = ['', `${formatQuantity(numMore, 'more problem')}: passk difficulty`, ...RANKED_COLUMNS.map(() => '')];
  return {
    columns: columns.map((label) => ({ label, align: label === 'Problem' ? 'left' : 'right' })),
    rows: numMore === 0 ? rows : [...rows, more],
  };
}
