import type { EvalAnalysis } from '../core/analysis.ts';
import { costOfAttempts } from '../core/costModel.ts';
import { lossAsymptote } from '../core/lossAsymptote.ts';
import type { Estimate, PredictedPoint } from '../core/outcomes.ts';
import { inferenceLoss, inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import type { ChartModel, ChartPoint, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeBetaBinomial } from '../text/describeFit.ts';
import { formatLevel, formatParameterEstimate, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCost, formatCount, formatParameter, formatPercent } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { COST_AXES } from './costAxes.ts';
import { preferredBetaLaw, type BetaLaw } from './laws.ts';

/** Shares below this are left out of a log axis. */
const SMALLEST_SHARE = 1e-6;

/** Over what the loss is drawn. */
interface Abscissa {
  readonly id: 'loss' | 'lossCost';
  readonly title: string;
  readonly axis: Pick<ChartModel['x'], 'label' | 'format'>;
  readonly column: string;
  readonly xOf: (k: number) => number;
  /** In a table, and before a point of the chart. */
  readonly cell: (k: number) => string;
  readonly at: (k: number) => string;
}

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

function chartOver(analysis: EvalAnalysis, over: Abscissa): ChartModel {
  const { prediction, passAtK, summary } = analysis;
  const points = prediction.kind === 'predicted' ? prediction.points : [];
  const law = preferredBetaLaw(analysis);
  const unsolved = passAtK.map(({ k, ...point }) => ({ k, ...complement(point) }));
  const predicted = points.map((point) => ({ ...point, ...complement(point) }));
  const series = [
    observedSeries(unsolved, over),
    ...(law === undefined ? [] : lawSeries(law, points, over)),
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

function observedSeries(unsolved: readonly AtK[], over: Abscissa): ChartSeries {
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

function predictionSeries(predicted: readonly AtK[], level: number, over: Abscissa): readonly ChartSeries[] {
  const points = drawable(predicted).map((point) => toChartPoint(point, over));
  const common = { role: 'prediction', stroke: 'solid', points, visible: true } as const;
  return [
    { ...common, id: 'prediction', label: '1 − pass@k, predicted', kind: 'line' },
    { ...common, id: 'interval', label: `${formatLevel(level)} interval`, kind: 'band' },
  ];
}

function lawSeries(law: BetaLaw, points: readonly PredictedPoint[], { xOf, at }: Abscissa): readonly ChartSeries[] {
  const { alpha, beta, ceiling } = law;
  const curve = (loss: (k: number) => number) =>
    points
      .map(({ k }): ChartPoint => ({ x: xOf(k), y: loss(k), at: at(k), text: formatPercent(loss(k)) }))
      .filter(({ y }) => y >= SMALLEST_SHARE && y <= 1);
  return [
    {
      id: 'loss',
      label: `L(k) = A·I(k), ${law.label}`,
      role: law.role,
      kind: 'line',
      stroke: 'dashed',
      points: curve((k) => inferenceLoss(alpha, beta, k, ceiling)),
      visible: true,
    },
    {
      id: 'asymptote',
      label: `${formatParameter(lossAsymptote(law).coefficient)}·k^−${formatParameter(beta)}, its asymptote`,
      role: 'asymptote',
      kind: 'line',
      stroke: 'dotted',
      points: curve((k) => inferenceLossAsymptote(alpha, beta, k, ceiling)),
      visible: true,
    },
  ];
}

function drawable(estimates: readonly AtK[]): readonly AtK[] {
  return estimates.filter(({ value }) => value >= SMALLEST_SHARE);
}

function toChartPoint({ k, value, low, high }: AtK, { xOf, at }: Abscissa): ChartPoint {
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
  over: Abscissa,
): DataTable {
  const observedAt = new Map(unsolved.map((point) => [point.k, point]));
  const predictedAt = new Map(predicted.map((point) => [point.k, point]));
  const ks = [...new Set([...observedAt.keys(), ...predictedAt.keys()])].sort((a, b) => a - b);
  const cell = (point: AtK | undefined) => (point === undefined ? '–' : formatPercentEstimate(point));
  const labels = [
    over.column,
    '1 − pass@k, observed',
    ...(predicted.length === 0 ? [] : ['1 − pass@k, predicted']),
    ...(law === undefined ? [] : ['L(k) = A·I(k)', 'Asymptote']),
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

/** The asymptote only where it is a share: for small k it lies above A. */
function lossCells({ alpha, beta, ceiling }: BetaLaw, k: number): readonly string[] {
  const asymptote = inferenceLossAsymptote(alpha, beta, k, ceiling);
  return [formatPercent(inferenceLoss(alpha, beta, k, ceiling)), asymptote > 1 ? '–' : formatPercent(asymptote)];
}
