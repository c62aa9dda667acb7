import type { EvalAnalysis } from '../core/analysis.ts';
import type { CostAnswers, CostModel, TargetAnswer } from '../core/cost.ts';
import type { AxisFormat, ChartModel, ChartPoint, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeTarget, formatTarget } from '../text/describeCost.ts';
import { formatCountInterval, formatLevel, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCost, formatCount } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { capitalize } from './laws.ts';

type Reachable = Extract<TargetAnswer, { reachable: true }>;

const AXES: Record<CostModel['unit'], { readonly label: string; readonly format: AxisFormat }> = {
  usd: { label: 'Cost per problem, US dollars', format: 'usd' },
  flops: { label: 'Cost per problem, FLOPs', format: 'flops' },
  attempts: { label: 'Cost per problem, attempts', format: 'count' },
};

/** Predicted coverage over what it costs, with the cheapest k for each target. */
export function costChart(analysis: EvalAnalysis): ChartModel {
  const { cost, prediction, summary, options } = analysis;
  const curve = cost.curve.filter((point) => point.cost > 0);
  const frame = {
    id: 'cost',
    title: 'Cost',
    x: { ...AXES[cost.model.unit], scale: 'log' },
    y: { label: 'Predicted coverage', scale: 'linear', format: 'percent', min: 0, max: 1 },
    table: costTable(cost),
  } as const;
  if (prediction.kind === 'notIdentified') return absentChart(frame, prediction);
  const lastCost = curve.at(-1)?.cost ?? 1;
  const points = curve.map((point): ChartPoint => ({
    x: point.cost,
    y: point.coverage,
    low: point.low,
    high: point.high,
    at: formatCost(point.cost, cost.model.unit),
    text: `${formatPercentEstimate({ value: point.coverage, ...point })}, k = ${formatCount(point.k)}`,
  }));
  const common = { role: 'cost', stroke: 'solid', points, visible: true } as const;
  const reachable = cost.targets.filter((target) => target.reachable);
  return {
    ...frame,
    summary: summarize(cost),
    series: [
      targetSeries(reachable, cost.model, lastCost),
      { ...common, id: 'cost', label: 'Predicted coverage', kind: 'line' },
      { ...common, id: 'interval', label: `${formatLevel(options.level)} interval`, kind: 'band' },
    ],
    regions: [
      {
        fromX: costOf(cost.model, summary.maxSamples),
        toX: lastCost,
        label: `beyond the data (n = ${formatCount(summary.maxSamples)})`,
      },
    ],
    marks: [],
  };
}

function targetSeries(targets: readonly Reachable[], model: CostModel, lastCost: number): ChartSeries {
  const points = targets.map((target): ChartPoint => ({
    x: target.cost,
    y: target.coverage,
    xLow: costOf(model, target.kInterval.low),
    xHigh: target.kInterval.high === null ? lastCost : costOf(model, target.kInterval.high),
    at: `target ${formatTarget(target.coverage)}`,
    text: describeTarget(target, model).answer,
    label: `${formatTarget(target.coverage)}: k = ${formatCount(target.k)}`,
  }));
  return {
    id: 'targets',
    label: 'Cheapest k for a target',
    role: 'target',
    kind: 'points',
    stroke: 'solid',
    points,
    visible: true,
  };
}

/** Eq. 11 for one problem. */
function costOf({ perPrompt, perAttempt }: CostModel, k: number): number {
  return perPrompt + perAttempt * k;
}

function summarize({ targets, model }: CostAnswers): string {
  const dearest = targets.filter(({ reachable }) => reachable).at(-1);
  const unreachable = targets.filter(({ reachable }) => !reachable).map(({ coverage }) => formatTarget(coverage));
  const first = dearest === undefined ? '' : `${capitalize(nameAnswer(dearest, model))}. `;
  const rest = unreachable.length === 0 ? '' : `Not reached at any k looked at: ${unreachable.join(', ')}.`;
  return `${first}${rest}`.trim() || 'No target coverage is set.';
}

function nameAnswer(target: TargetAnswer, model: CostModel): string {
  const { name, answer } = describeTarget(target, model);
  return `${name}: ${answer}`;
}

function costTable({ targets, model, curve }: CostAnswers): DataTable {
  const right = (label: string) => ({ label, align: 'right' as const });
  const answers = targets.map((target) =>
    target.reachable
      ? [
          `target ${formatTarget(target.coverage)}`,
          `${formatCount(target.k)} ${formatCountInterval(target.kInterval)}`,
          formatCost(target.cost, model.unit),
          formatCost(target.costWithStopping, model.unit),
        ]
      : [`target ${formatTarget(target.coverage)}`, describeTarget(target, model).answer, '–', '–'],
  );
  const rows = curve.map((point) => [
    formatPercentEstimate({ value: point.coverage, ...point }),
    formatCount(point.k),
    formatCost(point.cost, model.unit),
    '–',
  ]);
  return {
    columns: [right('Coverage'), right('k'), right('Cost per problem'), right('Stopping at the first success')],
    rows: [...answers, ...rows],
  };
}
