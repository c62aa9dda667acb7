import type { DifficultyDensity, EvalAnalysis } from '../core/analysis.ts';
import { solveRateDensity } from '../core/solveRateDensity.ts';
import type { ChartModel, ChartPoint, ChartRegion, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeDifficulty } from '../text/describeDifficulty.ts';
import { formatCount, formatParameter, formatPercent } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { preferredBetaLaw, type BetaLaw } from './laws.ts';

/** A share of never-solved problems that is worth a place of its own. */
const NOTABLE = 0.0005;

/** How hard the problems are: the distribution of their solve rates, with the density of the fitted law. */
export function difficultyChart(analysis: EvalAnalysis): ChartModel {
  const { density, prediction } = analysis;
  const frame = {
    id: 'difficulty',
    title: 'Difficulty',
    x: { label: 'Solve rate of one attempt', scale: 'log', format: 'plain' },
    y: { label: 'Share of problems per cell', scale: 'linear', format: 'percent', min: 0 },
  } as const;
  if (density === undefined)
    return absentChart(
      { ...frame, table: { columns: [], rows: [] } },
      prediction.kind === 'notIdentified' ? prediction : { kind: 'notIdentified', reason: 'noProblems' },
    );
  const law = preferredBetaLaw(analysis);
  const curve = law === undefined ? [] : lawPoints(law, density);
  const tallest = Math.max(...density.mass, ...curve.map(({ y }) => y));
  const [lowest, width] = [density.edges[0] ?? -1, 0.16 * -(density.edges[0] ?? -1)];
  const hasNever = density.never >= NOTABLE;
  return {
    ...frame,
    x: { ...frame.x, min: 10 ** (hasNever ? lowest - width : lowest), max: 1 },
    // A share of never-solved problems that towers above the rest leaves the chart at its top; its label names it.
    y: { ...frame.y, max: 1.15 * (hasNever ? Math.max(tallest, Math.min(density.never, 1.5 * tallest)) : tallest) },
    summary: summarize(analysis, density, law),
    series: [
      posteriorSeries(density),
      ...(law === undefined ? [] : [lawSeries(law, curve)]),
      ...(hasNever ? [neverSeries(density, width)] : []),
    ],
    regions: regions(analysis, density, hasNever ? width : 0),
    marks: [],
    table: difficultyTable(density, curve),
  };
}

function posteriorSeries({ edges, mass }: DifficultyDensity): ChartSeries {
  const points = edges.map((edge, cell): ChartPoint => ({
    x: 10 ** edge,
    y: mass[cell] ?? 0,
    at: `solve rate ${cellName(edges, cell)}`,
    text: `${formatPercent(mass[cell] ?? 0)} of the problems`,
  }));
  return {
    id: 'posterior',
    label: 'Posterior of the problems',
    role: 'density',
    kind: 'bars',
    stroke: 'solid',
    points,
    visible: true,
  };
}

function neverSeries({ edges, never }: DifficultyDensity, width: number): ChartSeries {
  const lowest = edges[0] ?? 0;
  const points = [0.75, 0.25].map((share): ChartPoint => ({
    x: 10 ** (lowest - share * width),
    y: never,
    at: 'never solved',
    text: `${formatPercent(never)} of the problems`,
  }));
  return { id: 'never', label: 'Never solved', role: 'never', kind: 'bars', stroke: 'solid', points, visible: true };
}

function lawSeries({ label, role }: BetaLaw, points: readonly ChartPoint[]): ChartSeries {
  return { id: 'law', label, role, kind: 'line', stroke: 'dashed', points, visible: true };
}

/** Density of the law times the width of a cell, in the middle of each cell. */
function lawPoints({ alpha, beta, ceiling }: BetaLaw, { edges }: DifficultyDensity): readonly ChartPoint[] {
  return edges.slice(0, -1).map((edge, cell): ChartPoint => {
    const next = edges[cell + 1] ?? edge;
    const rate = 10 ** ((edge + next) / 2);
    const y = ceiling * solveRateDensity(alpha, beta, rate) * (next - edge);
    return { x: rate, y, at: `solve rate ${cellName(edges, cell)}`, text: `${formatPercent(y)} of the problems` };
  });
}

function regions(
  { summary }: EvalAnalysis,
  { edges, never }: DifficultyDensity,
  neverWidth: number,
): readonly ChartRegion[] {
  const lowest = edges[0] ?? 0;
  const seldom = Math.max(10 ** lowest, 1 / summary.maxSamples);
  const unseen = {
    fromX: 10 ** lowest,
    toX: seldom,
    label: `rarer than once in n = ${formatCount(summary.maxSamples)}`,
  };
  if (neverWidth === 0) return [unseen];
  return [{ fromX: 10 ** (lowest - neverWidth), toX: 10 ** lowest, label: `never ${formatPercent(never)}` }, unseen];
}

function summarize({ summary }: EvalAnalysis, density: DifficultyDensity, law: BetaLaw | undefined): string {
  const solved = `${formatCount(summary.numProblems - summary.numNeverSolved)} of ${formatCount(summary.numProblems)} problems were solved at least once`;
  const never = density.never >= NOTABLE ? `; ${formatPercent(density.never)} are expected never to be` : '';
  return `${solved}${never}. ${law === undefined ? '' : describeDifficulty(law.alpha, law.beta)}`.trim();
}

function difficultyTable({ edges, mass, never }: DifficultyDensity, curve: readonly ChartPoint[]): DataTable {
  const rows = mass.map((share, cell) => [
    cellName(edges, cell),
    formatPercent(share),
    ...(curve.length === 0 ? [] : [formatPercent(curve[cell]?.y ?? 0)]),
  ]);
  return {
    columns: ['Solve rate', 'Problems', ...(curve.length === 0 ? [] : ['Fitted law'])].map((label) => ({
      label,
      align: 'right',
    })),
    rows: [...rows, ['never', formatPercent(never), ...(curve.length === 0 ? [] : ['–'])]],
  };
}

function cellName(edges: readonly number[], cell: number): string {
  const [from, to] = [edges[cell] ?? 0, edges[cell + 1] ?? 0];
  return `${formatParameter(10 ** from)}–${formatParameter(10 ** to)}`;
}
