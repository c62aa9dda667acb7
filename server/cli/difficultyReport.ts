import type { DifficultyRanking, RankedProblem } from '../core/difficultyRanking.ts';
import { describeNotIdentified } from '../text/describeNotIdentified.ts';
import { RANKED_COLUMNS, RANKING_TITLES, rankedCells } from '../text/describeRanking.ts';
import { formatPercent, formatQuantity, formatShortCount } from '../text/formatNumber.ts';
import type { Block, Prose } from './blocks.ts';
import { csvText } from './csvText.ts';
import type { EvalReport, FileReport } from './report.ts';
import { describeCounts, evalTitle } from './textReport.ts';
import type { Column } from './textTable.ts';

export interface DifficultyReport {
  readonly files: readonly FileReport[];
  readonly evals: readonly RankedEval[];
  /** The k of `solvedWithin`. */
  readonly at: readonly number[];
  /** Problems to list of each ranking. */
  readonly top: number;
}

export interface RankedEval extends EvalReport {
  readonly ranking: DifficultyRanking;
}

/** For people: two tables an evaluation. */
export function difficultyBlocks({ evals, at, top }: DifficultyReport): readonly Block[] {
  return evals.flatMap(({ analysis, ranking: { obtained, unsolved } }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: evalTitle(analysis) }] },
    { kind: 'paragraph', text: [describeCounts(analysis), '.'] },
    ...(analysis.prediction.kind === 'notIdentified'
      ? [caution(`${describeNotIdentified(analysis.prediction)} The order is that of c/n.`)]
      : []),
    ...table(RANKING_TITLES.obtained, obtained, { at, top }),
    ...table(RANKING_TITLES.unsolved, unsolved, { at, top }),
  ]);
}

function table(
  title: string,
  problems: readonly RankedProblem[],
  { at, top }: Pick<DifficultyReport, 'at' | 'top'>,
): readonly Block[] {
  if (problems.length === 0) return [];
  const columns: readonly Column[] = [
    { label: '#', align: 'right' },
    { label: 'problem', align: 'left' },
    ...RANKED_COLUMNS.map((label) => ({ label, align: 'right' }) as const),
    ...at.map((k) => ({ label: `by ${formatShortCount(k)}`, align: 'right' }) as const),
  ];
  const listed = problems.slice(0, top);
  const numHidden = problems.length - listed.length;
  return [
    { kind: 'paragraph', text: [`${title}.`] },
    { kind: 'table', columns, rows: listed.map((ranked, i) => [String(i + 1), ...cellsOf(ranked, at)]) },
    ...(numHidden === 0 ? [] : [footnote(`${formatQuantity(numHidden, 'more problem')}: --top lists them.`)]),
  ];
}

function cellsOf(ranked: RankedProblem, at: readonly number[]): readonly Prose[] {
  const chances = at.map((_, i) => formatPercent(ranked.solvedWithin[i] ?? NaN));
  return [{ ofLog: shorten(ranked.problem.problemId) }, ...rankedCells(ranked), ...chances];
}

const LONGEST_NAME = 28;

/** Names of problems differ at their end. */
function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`;
}

function caution(text: string): Block {
  return { kind: 'caution', text: [text] };
}

function footnote(text: string): Block {
  return { kind: 'footnote', text: [text] };
}

/** See docs/cli.md: a contract. */
export function difficultyJson({ files, evals, at, top }: DifficultyReport): object {
  return {
    schemaVersion: 1,
    files,
    evals: evals.map(({ sources, analysis, ranking }) => ({
      task: analysis.counts.task,
      model: analysis.counts.model,
      scorer: analysis.counts.scorer,
      sources,
      level: analysis.options.level,
      numProblems: analysis.summary.numProblems,
      numNeverSolved: analysis.summary.numNeverSolved,
      ...(analysis.prediction.kind === 'notIdentified' && { notIdentified: analysis.prediction.reason }),
      problems: listed(ranking, top).map(({ rank, group, ranked: { problem, posterior, solvedWithin } }) => ({
        group,
        rank,
        problem: problem.problemId,
        numSamples: problem.numSamples,
        numCorrect: problem.numCorrect,
        ...(posterior && {
          solveRate: posterior.solveRate,
          solvable: posterior.solvable,
          attemptsForHalf: posterior.attemptsForHalf,
          attemptsForNineTenths: posterior.attemptsForNineTenths,
          solvedWithin: at.map((k, i) => ({ k, value: solvedWithin[i] })),
        }),
      })),
    })),
  };
}

const COLUMNS = [
  ...['task', 'model', 'scorer', 'group', 'rank', 'problem', 'num_samples', 'num_correct'],
  ...['solve_rate', 'solve_rate_low', 'solve_rate_high', 'solvable', 'attempts_for_half', 'attempts_for_nine_tenths'],
];

/** One row a problem; proportions, not percent; empty where there is no value, or more attempts than the horizon. */
export function difficultyCsv({ evals, at, top }: DifficultyReport): string {
  const rows = evals.flatMap(({ analysis: { counts }, ranking }) =>
    listed(ranking, top).map(({ rank, group, ranked: { problem, posterior, solvedWithin } }) => [
      ...[counts.task, counts.model, counts.scorer, group, rank],
      ...[problem.problemId, problem.numSamples, problem.numCorrect],
      ...[posterior?.solveRate.value, posterior?.solveRate.low, posterior?.solveRate.high, posterior?.solvable],
      ...[posterior?.attemptsForHalf ?? undefined, posterior?.attemptsForNineTenths ?? undefined],
      ...at.map((_, i) => solvedWithin[i]),
    ]),
  );
  return csvText([...COLUMNS, ...at.map((k) => `solved_within_${k}`)], rows);
}

interface ListedProblem {
  readonly group: 'obtained' | 'unsolved';
  /** In its group, from 1. */
  readonly rank: number;
  readonly ranked: RankedProblem;
}

function listed({ obtained, unsolved }: DifficultyRanking, top: number): readonly ListedProblem[] {
  const place = (group: ListedProblem['group']) => (ranked: RankedProblem, i: number) => ({
    group,
    rank: i + 1,
    ranked,
  });
  return [...obtained.slice(0, top).map(place('obtained')), ...unsolved.slice(0, top).map(place('unsolved'))];
}
