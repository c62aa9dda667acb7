import type { Comparison } from '../../core/compareEvals.ts';
import type { DifferencePoint } from '../../core/pairedDifference.ts';
import type { ChartModel, ChartPoint, ChartSeries } from '../../protocol/panel.ts';
import { describeDifference, describeMatch, nameOf } from '../../text/describeComparison.ts';
import { formatLevel } from '../../text/formatEstimate.ts';
import { formatCount } from '../../text/formatNumber.ts';
import { categoryRole, line } from '../drawCurve.ts';

/** Bands of more models hide each other: the legend shows them. */
const MAX_BANDS = 2;

type Difference = Comparison['differences'][number];

/** pass@k of each model less that of the first one, on the problems that both have, with the band that holds at all k at once. */
export function differenceChart(comparison: Comparison, level: number): ChartModel {
  const { differences } = comparison;
  const first = nameOf(comparison, 0);
  const all = differences.flatMap(({ points }) => points);
  const frame = {
    id: 'difference',
    title: `Difference of pass@k to ${first}`,
    x: {
      label: 'Attempts per problem, k',
      scale: 'log',
      format: 'count',
      min: 1,
      max: Math.max(2, ...all.map(({ k }) => k)),
    },
    y: { label: 'Difference of pass@k', scale: 'linear', format: 'percent', ...extentOf(all) },
    regions: [],
    table: {
      columns: [
        { label: 'Model', align: 'left' },
        { label: 'k', align: 'right' },
        { label: 'Difference', align: 'right' },
        { label: `${formatLevel(level)} interval`, align: 'right' },
        { label: 'Band over all k', align: 'right' },
      ],
      rows: differences.flatMap(({ second, points }) =>
        points.map((point) => {
          const { value, interval, band } = describeDifference(point);
          return [nameOf(comparison, second), formatCount(point.k), value, interval, band];
        }),
      ),
    },
  } as const;
  if (all.length === 0) {
    const absentBecause = differences.map(describeMatch).join(' ');
    return { ...frame, summary: absentBecause, series: [], marks: [], absentBecause };
  }
  return {
    ...frame,
    summary: differences.map((difference) => summarize(difference, nameOf(comparison, difference.second))).join(' '),
    series: [
      ...differences.map((difference) => lineSeries(difference, nameOf(comparison, difference.second))),
      ...differences.map((difference, i) => bandSeries(difference, nameOf(comparison, difference.second), i)),
    ].filter(({ points }) => points.length > 0),
    marks: [{ axis: 'y', at: 0, label: `as ${first}` }],
  };
}

/** From below to above all bands and 0, in steps of five points. */
function extentOf(points: readonly DifferencePoint[]): { readonly min: number; readonly max: number } {
  const lowest = Math.min(0, ...points.map(({ bandLow }) => bandLow));
  const highest = Math.max(0, ...points.map(({ bandHigh }) => bandHigh));
  return { min: Math.floor(lowest * 20 - 0.1) / 20, max: Math.ceil(highest * 20 + 0.1) / 20 };
}

function lineSeries({ second, points }: Difference, name: string): ChartSeries {
  const drawn = points.map((point): ChartPoint => {
    const { value, interval, band } = describeDifference(point);
    return { x: point.k, y: point.value, at: atK(point), text: `${value} ${interval}, band ${band}` };
  });
  return line({ id: `model${String(second)}`, label: name, role: categoryRole(second), stroke: 'solid' }, drawn);
}

function bandSeries({ second, points }: Difference, name: string, index: number): ChartSeries {
  const drawn = points.map((point): ChartPoint => ({
    ...{ x: point.k, y: point.value, low: point.bandLow, high: point.bandHigh },
    at: atK(point),
    text: describeDifference(point).band,
  }));
  return {
    ...{ id: `model${String(second)}-band`, label: `${name}, band over all k` },
    ...{ role: categoryRole(second), kind: 'band', stroke: 'solid', points: drawn, visible: index < MAX_BANDS },
  };
}

function atK({ k }: DifferencePoint): string {
  return `k = ${formatCount(k)}`;
}

/** What the band says, which holds for all k at once: where it leaves 0 out, the models differ. */
function summarize(difference: Difference, name: string): string {
  const { points } = difference;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${name}: ${describeMatch(difference)}`;
  const apart = points.filter(({ bandLow, bandHigh }) => bandLow > 0 || bandHigh < 0);
  const ends = first === last ? '' : `, ${describeDifference(last).value} at k = ${formatCount(last.k)}`;
  const verdict =
    apart.length === 0
      ? 'the band holds 0 at every k'
      : apart.length === points.length
        ? 'the band leaves 0 out at every k'
        : `the band leaves 0 out at ${formatCount(apart.length)} of the ${formatCount(points.length)} k drawn, first at k = ${formatCount(apart[0]?.k ?? 1)}`;
  return `${name}: ${describeDifference(first).value} at k = 1${ends}; ${verdict}.`;
}
