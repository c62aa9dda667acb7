import type { EvalAnalysis } from '../core/analysis.ts';
import type { CostAnswers, CostModel, TargetAnswer } from '../core/cost.ts';
import { costOfAttempts } from '../core/costModel.ts';
import { inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import type { ChartModel, ChartPoint, ChartSeries, DataTable } from '../protocol/panel.ts';
import { describeMarginal, describeTarget, formatTarget } from '../text/describeCost.ts';
import { formatCountInterval, formatLevel, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCost, formatCount, formatPercent } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { COST_AXES } from './costAxes.ts';
import { preferredBetaLaw } from './laws.ts';
import { capitalize } from '../text/capitalize.ts';

type Reachable = Extract<TargetAnswer, { reachable: true }>;

/** Predicted coverage over what it costs, with the cheapest k for each target. */
export function costChart(analysis: EvalAnalysis): ChartModel {
  const { cost, prediction, summary, options } = analysis;
  const curve = cost.curve.filter((point) => point.cost > 0);
  const frame = {
    id: 'cost',
    title: 'Cost',
    x: { ...COST_AXES[cost.model.unit], scale: 'log' },
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
      ...asymptoteSeries(analysis),
    ],
    regions: [
      {
        fromX: costOfAttempts(cost.model, summary.maxSamples),
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
    xLow: costOfAttempts(model, target.kInterval.low),
    xHigh: target.kInterval.high === null ? lastCost : costOfAttempts(model, target.kInterval.high),
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

/** Eq. 12 as the paper has it: the asymptote of the fitted law, which is no estimate at small k, where it is negative. */
function asymptoteSeries(analysis: EvalAnalysis): readonly ChartSeries[] {
  const { cost } = analysis;
  const law = preferredBetaLaw(analysis);
  if (law === undefined) return [];
  const points = cost.curve.flatMap(({ k, cost: x }): readonly ChartPoint[] => {
    const y = law.ceiling - inferenceLossAsymptote(law.alpha, law.beta, k, law.ceiling);
    return x > 0 && y >= 0
      ? [{ x, y, at: formatCost(x, cost.model.unit), text: `${formatPercent(y)}, k = ${formatCount(k)}` }]
      : [];
  });
  const label = 'Asymptote (Eq. 12)';
  return [{ id: 'asymptote', label, role: 'asymptote', kind: 'line', stroke: 'dotted', points, visible: false }];
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

function costTable({ targets, model, curve, marginal }: CostAnswers): DataTable {
  const marginalAt = (k: number): string => {
    const cost = marginal.find((each) => each.k === k);
    return cost === undefined ? '–' : describeMarginal(cost, model);
  };
  const right = (label: string) => ({ label, align: 'right' as const });
  const answers = targets.map((target) =>
    target.reachable
      ? [
          `target ${formatTarget(target.coverage)}`,
          `${formatCount(target.k)} ${formatCountInterval(target.kInterval)}`,
          formatCost(target.cost, model.unit),
          formatCost(target.costWithStopping, model.unit),
          formatCost(target.cost / target.coverage, model.unit),
          '–',
        ]
      : [`target ${formatTarget(target.coverage)}`, describeTarget(target, model).answer, '–', '–', '–', '–'],
  );
  const rows = curve.map((point) => [
    formatPercentEstimate({ value: point.coverage, ...point }),
    formatCount(point.k),
    formatCost(point.cost, model.unit),
    '–',
    formatCost(point.cost / point.coverage, model.unit),
    marginalAt(point.k),
  ]);
  return {
    columns: [
      'Coverage',
      'k',
      'Cost per problem',
      'Stopping at the first success',
      'Average per solve',
      'One more solve',
    ].map(right),
    rows: [...answers, ...rows],
  };
}
