import type { BestErrorReport } from '../../protocol/experimentResult.ts';
import type { ChartModel, ChartPoint } from '../../protocol/panel.ts';
import { formatCount, formatParameter } from '../../text/formatNumber.ts';
import { line } from '../drawCurve.ts';

/** Mean over images of the smallest error so far (Figure 5, right), with the power law of the paper and one with a floor. */
export function bestErrorChart({ points, powerLaw, powerLawWithFloor }: BestErrorReport): ChartModel {
  const at = (k: number, y: number): ChartPoint => ({ x: k, y, at: `k = ${formatCount(k)}`, text: formatParameter(y) });
  const observed = points.map(({ k, mean, low, high }) => ({
    ...{
      ...at(k, mean),
      low,
      high,
      text: `${formatParameter(mean)} [${formatParameter(low)}, ${formatParameter(high)}]`,
    },
  }));
  const law = (f: (k: number) => number): readonly ChartPoint[] => points.map(({ k }) => at(k, f(k)));
  const lows = points.map(({ low, mean }) => Math.min(low, mean)).filter((y) => y > 0);
  const highs = points.map(({ high, mean }) => Math.max(high, mean));
  return {
    id: 'bestError',
    title: 'Best error so far',
    summary: [
      powerLaw &&
        `The mean falls as k^−${formatParameter(powerLaw.b)} (R² ${powerLaw.rSquared.toFixed(2)} in logarithms)`,
      powerLawWithFloor &&
        `with a floor, as ${formatParameter(powerLawWithFloor.floor)} + ${formatParameter(powerLawWithFloor.a)}·k^−${formatParameter(powerLawWithFloor.b)}`,
    ]
      .filter(Boolean)
      .join('; ')
      .concat('.'),
    x: { label: 'Attempts, k', scale: 'log', format: 'count', min: 1, max: Math.max(2, points.at(-1)?.k ?? 2) },
    y: {
      label: 'Error (Eq. 14)',
      scale: 'log',
      format: 'plain',
      min: Math.min(...lows) / 1.1,
      max: Math.max(...highs) * 1.1,
    },
    series: [
      {
        id: 'observed',
        label: 'Mean over images, with the middle 80% of them',
        role: 'observed',
        kind: 'points',
        stroke: 'solid',
        points: observed,
        visible: true,
      },
      ...(powerLaw
        ? [
            line(
              { id: 'power', label: 'Power law', role: 'powerLaw', stroke: 'dashed' },
              law((k) => powerLaw.a * k ** -powerLaw.b),
            ),
          ]
        : []),
      ...(powerLawWithFloor
        ? [
            line(
              { id: 'floor', label: 'Power law with a floor', role: 'prediction', stroke: 'solid' },
              law((k) => powerLawWithFloor.floor + powerLawWithFloor.a * k ** -powerLawWithFloor.b),
            ),
          ]
        : []),
    ],
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'k', align: 'right' },
        { label: 'Mean of the best errors', align: 'right' },
      ],
      rows: observed.map(({ x, text }) => [formatCount(x), text]),
    },
  };
}
