import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import { costOfAttempts } from '../core/costModel.ts';
import { lossAsymptote } from '../core/lossAsymptote.ts';
import type { Estimate } from '../core/outcomes.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import type { ChartModel, ChartPoint, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeBetaBinomial } from '../text/describeFit.ts';
import { formatLevel, formatParameterEstimate, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCost, formatCount, formatParameter, formatPercent } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { COST_AXES } from './costAxes.ts';
import { preferredBetaLaw, type BetaLaw } from './laws.ts';
import { LOSS_COLUMNS, type LossAbscissa, lossCells, lossSeries, SMALLEST_SHARE } from './lossLaw.ts';
import { recordedLossChart } from './recordedLossChart.ts';

/**
 * Inference loss on log–log axes. The share of unsolved problems 1 − pass@k stands beside the loss L(k) = 𝒜·I(k) = 𝒜 − pass@k of the fitted
 * law (Eq. 7), which falls on to 0 where 1 − pass@k levels off at 1 − 𝒜; both are the same where 𝒜 = 1.
 */
export function lossChart(analysis: EvalAnalysis): ChartModel {
  return chartOver(analysis, {
    id: 'loss',
    title: 'Inference loss',
    axis: { label: 'Attempts per problem, k', format: 'count' },
    column: 'k',
    xOf: (k) => k,
    cell: formatCount,
    at: (k) => `k = ${formatCount(k)}`,
  });
}

/** The same against what k attempts cost (Eq. 13): the law exactly, and its asymptote as the paper's curve. */
export function lossCostChart(analysis: EvalAnalysis): ChartModel {
  const { model } = analysis.cost;
  const costOf = (k: number): string => formatCost(costOfAttempts(model, k), model.unit);
  return chartOver(analysis, {
    id: 'lossCost',
    title: 'Inference loss against cost (Eq. 13)',
    axis: COST_AXES[model.unit],
    column: 'Cost per problem',
    xOf: (k) => costOfAttempts(model, k),
    cell: costOf,
    at: (k) => `${costOf(k)}, k = ${formatCount(k)}`,
  });
}

function chartOver(analysis: EvalAnalysis, over: LossAbscissa): ChartModel {
  const recorded = recordedCurve(analysis.counts);
  if (recorded.length > 0) return recordedLossChart(analysis, recorded, over);
  const { prediction, passAtK, summary } = analysis;
  const points = prediction.kind === 'predicted' ? prediction.points : [];
  const law = preferredBetaLaw(analysis);
  const unsolved = passAtK.map(({ k, ...point }) => ({ k, ...complement(point) }));
  const predicted = points.map((point) => ({ ...point, ...complement(point) }));
  const series = [
    { ...observedSeries(unsolved, over), visible: !attemptsStop(analysis) },
    ...(law === undefined
      ? []
      : lossSeries(
          law,
          points.map(({ k }) => k),
          over,
        )),
    ...predictionSeries(predicted, prediction.kind === 'predicted' ? prediction.level : 0, over),
  ];
  const lastK = points.at(-1)?.k ?? summary.maxSamples;
  const smallest = Math.min(1, ...series.flatMap((each) => each.points.map(({ y }) => y)));
  const frame = {
    id: over.id,
    title: over.title,
    x: { ...over.axis, scale: 'log', min: over.xOf(1), max: over.xOf(Math.max(2, lastK)) },
    y: { label: 'Share of problems unsolved', scale: 'log', format: 'percent', min: smallest / 1.3, max: 1 },
    table: lossTable(unsolved, predicted, law, over),
  } as const;
  if (prediction.kind === 'notIdentified') return absentChart(frame, prediction);
  return {
    ...frame,
    summary: law === undefined ? `${describeBetaBinomial(analysis.fits.betaBinomial)}.` : describeExponent(law),
    series,
    regions: [
      {
        fromX: over.xOf(summary.maxSamples),
        toX: over.xOf(lastK),
        label: `beyond the data (n = ${formatCount(summary.maxSamples)})`,
      },
    ],
    marks:
      law === undefined || law.ceiling === 1
        ? []
        : [{ axis: 'y', at: 1 - law.ceiling, label: `1 − A = ${formatPercent(1 - law.ceiling)}` }],
  };
}

type AtK = Estimate & { readonly k: number };

function complement({ value, low, high }: Estimate): Estimate {
  return { value: 1 - value, low: 1 - high, high: 1 - low };
}

function observedSeries(unsolved: readonly AtK[], over: LossAbscissa): ChartSeries {
  const points = drawable(unsolved).map((point) => toChartPoint(point, over));
  return {
    id: 'observed',
    label: '1 − pass@k, observed',
    role: 'observed',
    kind: 'points',
    stroke: 'solid',
    points,
    visible: true,
  };
}

function predictionSeries(predicted: readonly AtK[], level: number, over: LossAbscissa): readonly ChartSeries[] {
  const points = drawable(predicted).map((point) => toChartPoint(point, over));
  const common = { role: 'prediction', stroke: 'solid', points, visible: true } as const;
  return [
    { ...common, id: 'prediction', label: '1 − pass@k, predicted', kind: 'line' },
    { ...common, id: 'interval', label: `${formatLevel(level)} interval`, kind: 'band' },
  ];
}

function drawable(estimates: readonly AtK[]): readonly AtK[] {
  return estimates.filter(({ value }) => value >= SMALLEST_SHARE);
}

function toChartPoint({ k, value, low, high }: AtK, { xOf, at }: LossAbscissa): ChartPoint {
  return { x: xOf(k), y: value, low, high, at: at(k), text: formatPercentEstimate({ value, low, high }) };
}

function describeExponent(law: BetaLaw): string {
  const { beta, betaInterval, ceiling, label } = law;
  const { coefficient } = lossAsymptote(law);
  const plateau = ceiling === 1 ? '' : `; 1 − pass@k itself levels off at 1 − A = ${formatPercent(1 - ceiling)}`;
  return (
    `In the long run the inference loss L(k) of the ${label} law falls like ${formatParameter(coefficient)}·k^−β with β = ${formatParameterEstimate(beta, betaInterval)}: ` +
    `ten times the attempts divide it by about ${formatParameter(10 ** beta)}${plateau}.`
  );
}

function lossTable(
  unsolved: readonly AtK[],
  predicted: readonly AtK[],
  law: BetaLaw | undefined,
  over: LossAbscissa,
): DataTable {
  const observedAt = new Map(unsolved.map((point) => [point.k, point]));
  const predictedAt = new Map(predicted.map((point) => [point.k, point]));
  const ks = [...new Set([...observedAt.keys(), ...predictedAt.keys()])].sort((a, b) => a - b);
  const cell = (point: AtK | undefined) => (point === undefined ? '–' : formatPercentEstimate(point));
  const labels = [
    over.column,
    '1 − pass@k, observed',
    ...(predicted.length === 0 ? [] : ['1 − pass@k, predicted']),
    ...(law === undefined ? [] : LOSS_COLUMNS),
  ];
  return {
    columns: labels.map((label) => ({ label, align: 'right' })),
    rows: ks.map((k) => [
      over.cell(k),
      cell(observedAt.get(k)),
      ...(predicted.length === 0 ? [] : [cell(predictedAt.get(k))]),
      ...(law === undefined ? [] : lossCells(law, k)),
    ]),
  };
}
