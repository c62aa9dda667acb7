import { solveRateDensity } from '../../core/solveRateDensity.ts';
import type { ChartModel, ChartPoint, ChartSeries } from '../../protocol/panel.ts';
import { formatCount, formatParameter } from '../../text/formatNumber.ts';
import { categoryRole, line } from '../drawCurve.ts';

export interface FailureHistogram {
  readonly name: string;
  /** Images by failure probability p_i, in cells of equal width over 0 … 1. */
  readonly counts: readonly number[];
  readonly beta?: { readonly alpha: number; readonly beta: number };
}

/** Images by their failure probability p_i at the largest k, against the fitted Beta where there is one. The first setting is shown at first. */
export function failureChart(histograms: readonly FailureHistogram[]): ChartModel {
  const cells = histograms[0]?.counts.length ?? 0;
  return {
    id: 'failures',
    title: 'Failure probabilities of the images',
    summary: 'How many images fail with which probability in one attempt, one setting at a time.',
    x: { label: 'Failure probability p of one attempt', scale: 'linear', format: 'percent', min: 0, max: 1 },
    y: { label: 'Images', scale: 'linear', format: 'count', min: 0, fitsShown: true },
    series: histograms.flatMap(histogramSeries),
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'p', align: 'left' },
        ...histograms.map(({ name }) => ({ label: name, align: 'right' as const })),
      ],
      rows: Array.from({ length: cells }, (_, cell) => [
        cellName(cell, cells),
        ...histograms.map(({ counts }) => formatCount(counts[cell] ?? 0)),
      ]),
    },
  };
}

function histogramSeries({ name, counts, beta }: FailureHistogram, index: number): readonly ChartSeries[] {
  const role = categoryRole(index);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const visible = index === 0;
  const bars = [...counts, counts.at(-1) ?? 0].map((count, cell) => ({
    ...{ x: cell / counts.length, y: count, at: cellName(cell, counts.length), text: formatCount(count) },
  }));
  return [
    ...(beta
      ? [
          line(
            {
              ...{ id: `beta-${String(index)}`, role, stroke: 'solid', visible },
              label: `${name}: Beta(${formatParameter(beta.alpha)}, ${formatParameter(beta.beta)})`,
            },
            betaPoints(beta, counts.length, total),
          ),
        ]
      : []),
    { id: `bars-${String(index)}`, label: name, role, kind: 'bars', stroke: 'solid', points: bars, visible },
  ];
}

/** Sub-nodes of a cell: the density has poles at the ends where α or β is below 1. */
const NODES = 32;

/** What Beta(α, β) puts in each cell, in images. */
function betaPoints(
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
  cells: number,
  total: number,
): readonly ChartPoint[] {
  return Array.from({ length: cells }, (_, cell) => {
    const nodes = Array.from({ length: NODES }, (_each, node) => 1 - (cell + (node + 0.5) / NODES) / cells);
    // The density of log10 s, turned into one of s.
    const density = nodes.reduce((sum, s) => sum + solveRateDensity(alpha, beta, s) / (s * Math.LN10), 0) / NODES;
    const y = (total * density) / cells;
    return { x: (cell + 0.5) / cells, y, at: cellName(cell, cells), text: formatParameter(y) };
  });
}

function cellName(cell: number, cells: number): string {
  const edge = (i: number): string => (i / cells).toFixed(2);
  return `p ${edge(cell)}–${edge(Math.min(cells, cell + 1))}`;
}
