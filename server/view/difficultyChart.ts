import type { DifficultyDensity, EvalAnalysis } from '../core/analysis.ts';
import { solveRateDensity } from '../core/solveRateDensity.ts';
import type { ChartModel, ChartPoint, ChartRegion, ChartSeries, DataTable } from '../protocol/panel.ts';
import { formatCount, formatParameter, formatPercent, formatQuantity } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { preferredBetaLaw, type BetaLaw } from './laws.ts';

/** A share of never-solved problems that is worth a place of its own. */
const NOTABLE = 0.0005;
/** A share of the lowest cell from which on it is more than the end of a tail. */
const LUMP = 0.005;

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
  const tail = tailOf(density);
  const curve = law === undefined ? [] : lawPoints(law, density);
  const tallest = Math.max(...density.mass.slice(1), ...curve.map(({ y }) => y));
  return {
    ...frame,
    x: { ...frame.x, min: 10 ** tail.from, max: 1, ticksFrom: 10 ** tail.to },
    // A tail that towers above the rest leaves the chart at its top; its label names it.
    y: { ...frame.y, max: 1.15 * Math.max(tallest, Math.min(tail.share, 1.5 * tallest)) },
    summary: summarize(analysis, density),
    series: [
      posteriorSeries(density),
      ...(law === undefined ? [] : [lawSeries(law, curve)]),
      ...(tail.share === 0 ? [] : [tailSeries(tail)]),
    ],
    regions: regions(analysis, tail),
    marks: [],
    table: difficultyTable(density, curve),
  };
}

/** Problems left of the log axis: those that are never solved, and those of the lowest cell, which also holds what lies below it. */
interface Tail {
  /** Left end of its place on the axis and its right end, the first edge that is drawn; log10. */
  readonly from: number;
  readonly to: number;
  /** 0 where it is not worth a place. */
  readonly share: number;
  readonly name: 'never' | 'rarer';
}

function tailOf({ edges, mass, never }: DifficultyDensity): Tail {
  const [to, lowest] = [edges[1] ?? 0, mass[0] ?? 0];
  const name = lowest < LUMP ? 'never' : 'rarer';
  if (never + lowest < NOTABLE) return { from: to, to, share: 0, name };
  return { from: to * 1.2, to, share: never + lowest, name };
}

function posteriorSeries({ edges, mass }: DifficultyDensity): ChartSeries {
  const points = edges.slice(1).map((edge, cell): ChartPoint => {
    const share = mass[cell + 1] ?? 0;
    return {
      x: 10 ** edge,
      y: share,
      at: `solve rate ${cellName(edges, cell + 1)}`,
      text: `${formatPercent(share)} of the problems`,
    };
  });
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

function tailSeries({ from, to, share, name }: Tail): ChartSeries {
  const points = [0.75, 0.25].map((place): ChartPoint => ({
    x: 10 ** (to + place * (from - to)),
    y: share,
    at: name === 'never' ? 'never solved' : `never solved, or a solve rate below ${formatParameter(10 ** to)}`,
    text: `${formatPercent(share)} of the problems`,
  }));
  const label = name === 'never' ? 'Never solved' : 'Never solved, or more seldom';
  return { id: 'never', label, role: 'never', kind: 'bars', stroke: 'solid', points, visible: true };
}

function lawSeries({ label, role }: BetaLaw, points: readonly ChartPoint[]): ChartSeries {
  return { id: 'law', label, role, kind: 'line', stroke: 'dashed', points: points.slice(1), visible: true };
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

function regions({ summary }: EvalAnalysis, { from, to, share, name }: Tail): readonly ChartRegion[] {
  const unseen = {
    fromX: 10 ** to,
    toX: Math.max(10 ** to, 1 / summary.maxSamples),
    label: `rarer than once in n = ${formatCount(summary.maxSamples)}`,
  };
  if (share === 0) return [unseen];
  return [{ fromX: 10 ** from, toX: 10 ** to, label: `${name} ${formatPercent(share)}` }, unseen];
}

function summarize({ summary }: EvalAnalysis, density: DifficultyDensity): string {
  const numSolved = summary.numProblems - summary.numNeverSolved;
  const solved = `${formatCount(numSolved)} of ${formatQuantity(summary.numProblems, 'problem')} were solved at least once`;
  const { share, name } = tailOf(density);
  const orRarer = name === 'never' ? '' : ', or hardly ever';
  const never = share > 0 ? `; ${formatPercent(share)} are expected never to be${orRarer}` : '';
  const median = medianEdge(density);
  const half =
    median === undefined ? '' : `; half of the problems have a solve rate below about ${formatParameter(10 ** median)}`;
  return `${solved}${half}${never}.`;
}

/** The first edge, log10, below which half of the problems lie; undefined where it is the lowest: half are solved more seldom still. */
function medianEdge({ edges, mass, never }: DifficultyDensity): number | undefined {
  let below = never;
  const cell = mass.findIndex((share) => (below += share) >= 0.5);
  return never >= 0.5 || cell < 0 ? undefined : edges[cell + 1];
}

function difficultyTable({ edges, mass, never }: DifficultyDensity, curve: readonly ChartPoint[]): DataTable {
  const rows = mass.map((share, cell) => [
    cell === 0 ? `below ${formatParameter(10 ** (edges[1] ?? 0))}` : cellName(edges, cell),
    formatPercent(share),
    ...(curve.length === 0 ? [] : [cell === 0 ? '–' : formatPercent(curve[cell]?.y ?? 0)]),
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
