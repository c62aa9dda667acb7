import type { DifficultyDensity, EvalAnalysis } from '../core/analysis.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { solveRateDensity } from '../core/solveRateDensity.ts';
import type { ChartModel, ChartPoint, ChartRegion, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeCurveDensity, describeMedian } from '../text/describeDensity.ts';
import { formatCount, formatParameter, formatPercent, formatQuantity } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { curveBetaLaw, type DrawnBetaLaw, preferredBetaLaw } from './laws.ts';

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
  const law = preferredBetaLaw(analysis) ?? curveBetaLaw(analysis);
  const isOfCurve = recordedCurve(analysis.counts).length > 0;
  const tail = tailOf(density, isOfCurve);
  const curve = law === undefined ? [] : lawPoints(law, density);
  const tallest = Math.max(...density.mass.slice(1), ...curve.map(({ y }) => y));
  return {
    ...frame,
    x: { ...frame.x, min: 10 ** tail.from, max: 1, ticksFrom: 10 ** tail.to },
    // A tail that towers above the rest leaves the chart at its top; its label names it.
    y: { ...frame.y, max: 1.15 * Math.max(tallest, Math.min(tail.share, 1.5 * tallest)) },
    summary: summarize(analysis, density, tail),
    series: [
      massSeries(density, isOfCurve ? 'Solve rates that meet the curve (Eq. 8)' : 'Posterior of the problems'),
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
  /** The share that its name is of. */
  readonly named: number;
  readonly name: 'never' | 'rarer';
}

/** A curve does not tell what is never solved from what is solved too seldom for it. */
function tailOf({ edges, mass, never }: DifficultyDensity, isOfCurve: boolean): Tail {
  const [to, lowest] = [edges[1] ?? 0, mass[0] ?? 0];
  const name = lowest < LUMP && !isOfCurve ? 'never' : 'rarer';
  if (never + lowest < NOTABLE) return { from: to, to, share: 0, named: 0, name };
  const share = never + lowest;
  return { from: to * 1.2, to, share, named: name === 'never' ? never : share, name };
}

function massSeries({ edges, mass }: DifficultyDensity, label: string): ChartSeries {
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
    label,
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

function lawSeries({ label, role }: DrawnBetaLaw, points: readonly ChartPoint[]): ChartSeries {
  return { id: 'law', label, role, kind: 'line', stroke: 'dashed', points: points.slice(1), visible: true };
}

/** Density of the law times the width of a cell, in the middle of each cell. */
function lawPoints({ alpha, beta, ceiling }: DrawnBetaLaw, { edges }: DifficultyDensity): readonly ChartPoint[] {
  return edges.slice(0, -1).map((edge, cell): ChartPoint => {
    const next = edges[cell + 1] ?? edge;
    const rate = 10 ** ((edge + next) / 2);
    const y = ceiling * solveRateDensity(alpha, beta, rate) * (next - edge);
    return { x: rate, y, at: `solve rate ${cellName(edges, cell)}`, text: `${formatPercent(y)} of the problems` };
  });
}

function regions({ counts, summary }: EvalAnalysis, { from, to, share, named, name }: Tail): readonly ChartRegion[] {
  const lastK = recordedCurve(counts).at(-1)?.k;
  const attempts = lastK ?? summary.maxSamples;
  const unseen = {
    fromX: 10 ** to,
    toX: Math.max(10 ** to, 1 / attempts),
    label: `rarer than once in ${lastK === undefined ? 'n' : 'k'} = ${formatCount(attempts)}`,
  };
  if (share === 0) return [unseen];
  return [{ fromX: 10 ** from, toX: 10 ** to, label: `${name} ${formatPercent(named)}` }, unseen];
}

function summarize({ counts, summary }: EvalAnalysis, density: DifficultyDensity, { named, name }: Tail): string {
  if (recordedCurve(counts).length > 0) return describeCurveDensity(density);
  const numSolved = summary.numProblems - summary.numNeverSolved;
  const solved = `${formatCount(numSolved)} of ${formatQuantity(summary.numProblems, 'problem')} were solved at least once`;
  const orRarer = name === 'never' ? '' : ', or hardly ever';
  const unsolvable = named > 0 ? `${formatPercent(named)} are expected never to be${orRarer}` : undefined;
  return `${[solved, describeMedian(density), unsolvable].filter((part) => part !== undefined).join('; ')}.`;
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
