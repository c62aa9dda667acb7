import type { EvalAnalysis } from '../core/analysis.ts';
import type { Stretch } from '../core/attemptDrift.ts';
import type { Independence } from '../core/independence.ts';
import type { ChartModel, ChartPoint, DataTable } from '../protocol/panel.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { formatLevel, formatPercentEstimate, formatPercentInterval } from '../text/formatEstimate.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';

/** Pass rates along the attempts, beside what attempts in random order would show: drift is what leaves the band. */
export function orderChart(
  { options }: EvalAnalysis,
  independence: Extract<Independence, { kind: 'tested' }>,
): ChartModel {
  const { stretches } = independence.drift;
  const ends = stretches.flatMap(({ passRate, expected }) => [passRate, expected.low, expected.high]);
  const margin = 0.15 * (Math.max(...ends) - Math.min(...ends));
  return {
    id: 'order',
    title: 'Order of the attempts',
    summary: describeIndependence(independence),
    x: { label: 'Place among the attempts at a problem', scale: 'linear', format: 'percent', min: 0, max: 1 },
    regions: [],
    marks: [],
    y: {
      label: 'Attempts that pass',
      scale: 'linear',
      format: 'percent',
      min: Math.max(0, Math.min(...ends) - margin),
      max: Math.min(1, Math.max(...ends) + margin),
    },
    series: [
      {
        id: 'randomOrder',
        label: `In random order (${formatLevel(options.level)})`,
        role: 'band',
        kind: 'band',
        stroke: 'solid',
        points: stretches.map(expectedPoint),
        visible: true,
      },
      {
        id: 'passRate',
        label: 'Observed',
        role: 'observed',
        kind: 'points',
        stroke: 'solid',
        points: stretches.map(observedPoint),
        visible: true,
      },
    ],
    table: orderTable(stretches),
  };
}

function observedPoint(stretch: Stretch): ChartPoint {
  const text = formatPercent(stretch.passRate);
  return { x: middleOf(stretch), y: stretch.passRate, at: placeOf(stretch), text };
}

function expectedPoint(stretch: Stretch): ChartPoint {
  const { value, low, high } = stretch.expected;
  return {
    x: middleOf(stretch),
    y: value,
    low,
    high,
    at: placeOf(stretch),
    text: formatPercentEstimate(stretch.expected),
  };
}

function middleOf({ from, to }: Stretch): number {
  return (from + to) / 2;
}

function placeOf({ from, to }: Stretch): string {
  return `attempts from ${formatPercent(from)} to ${formatPercent(to)}`;
}

function orderTable(stretches: readonly Stretch[]): DataTable {
  return {
    columns: ['Place', 'Attempts', 'Passed', 'In random order'].map((label) => ({ label, align: 'right' })),
    rows: stretches.map(({ from, to, numAttempts, passRate, expected }) => [
      `${formatPercent(from)}–${formatPercent(to)}`,
      formatCount(numAttempts),
      formatPercent(passRate),
      formatPercentInterval(expected),
    ]),
  };
}
