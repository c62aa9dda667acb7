import type { EvalAnalysis } from '../core/analysis.ts';
import { kLadder } from '../core/kLadder.ts';
import type { CurvePoint } from '../core/observedPassAtK.ts';
import type { ChartModel, ChartPoint } from '../protocol/panel.ts';
import { describeFits } from '../text/describeFit.ts';
import { capitalize } from '../text/capitalize.ts';
import { formatParameter, formatPercent } from '../text/formatNumber.ts';
import { markers } from './drawCurve.ts';
import { curveBetaLaw } from './laws.ts';
import { LOSS_COLUMNS, type LossAbscissa, lossCells, lossSeries, SMALLEST_SHARE } from './lossLaw.ts';

/** 1 − pass@k of a log that records only a curve, with the loss of Eq. 6 by least squares, as far as the points go. */
export function recordedLossChart(
  analysis: EvalAnalysis,
  recorded: readonly CurvePoint[],
  over: LossAbscissa,
): ChartModel {
  const law = curveBetaLaw(analysis);
  const ks = recorded.map(({ k }) => k);
  const lastK = Math.max(2, ...ks);
  const points = recorded
    .filter(({ value }) => 1 - value >= SMALLEST_SHARE)
    .map(({ k, value }): ChartPoint => ({
      ...{ x: over.xOf(k), y: 1 - value, at: over.at(k) },
      text: `${formatPercent(1 - value)}, recorded by the log`,
    }));
  const series = [
    markers({ id: 'observed', label: '1 − pass@k, recorded', role: 'observed' }, points),
    ...(law === undefined ? [] : lossSeries(law, kLadder(lastK, ks), over)),
  ];
  const smallest = Math.min(1, ...series.flatMap((each) => each.points.map(({ y }) => y)));
  const labels = [over.column, '1 − pass@k, recorded', ...(law === undefined ? [] : LOSS_COLUMNS)];
  return {
    id: over.id,
    title: over.title,
    summary:
      law === undefined
        ? describeFits(analysis.fits)
            .filter(({ id }) => id === 'leastSquares')
            .map((fit) => `${capitalize(fit.law)}: ${fit.text}.`)
            .join('')
        : `In the long run the inference loss of Eq. 6 by least squares falls like k^−β with β = ${formatParameter(law.beta)}: ten times the attempts divide it by about ${formatParameter(10 ** law.beta)}.`,
    x: { ...over.axis, scale: 'log', min: over.xOf(1), max: over.xOf(lastK) },
    y: { label: 'Share of problems unsolved', scale: 'log', format: 'percent', min: smallest / 1.3, max: 1 },
    series,
    regions: [],
    marks:
      law === undefined || law.ceiling === 1
        ? []
        : [{ axis: 'y', at: 1 - law.ceiling, label: `1 − A = ${formatPercent(1 - law.ceiling)}` }],
    table: {
      columns: labels.map((label) => ({ label, align: 'right' })),
      rows: recorded.map(({ k, value }) => [
        over.cell(k),
        formatPercent(1 - value),
        ...(law === undefined ? [] : lossCells(law, k)),
      ]),
    },
  };
}
