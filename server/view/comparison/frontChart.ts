import type { Comparison, NamedContender } from '../../core/compareEvals.ts';
import type { ContenderPoint } from '../../core/contender.ts';
import { costOfAttempts } from '../../core/costModel.ts';
import type { ChartModel, ChartPoint, ChartSeries, DataTable } from '../../protocol/panel.ts';
import { describeAnswer, describeFront, unitOf, nameOf } from '../../text/describeComparison.ts';
import { formatTarget } from '../../text/describeCost.ts';
import { formatPercentEstimate } from '../../text/formatEstimate.ts';
import { formatCost, formatCount } from '../../text/formatNumber.ts';
import { quoteLogText } from '../../text/quoteLogText.ts';
import { COST_AXES } from '../costAxes.ts';
import { categoryRole, line, markers } from '../drawCurve.ts';

/** Coverage over cost of each model, the Pareto front on it, and the cheapest (model, k) for each target. */
export function frontChart(comparison: Comparison): ChartModel {
  const unit = unitOf(comparison);
  return {
    id: 'front',
    title: 'Which model and k? The Pareto front',
    summary: summarize(comparison),
    x: { ...COST_AXES[unit], scale: 'log' },
    y: { label: 'pass@k', scale: 'linear', format: 'percent', min: 0, max: 1 },
    series: [
      targetSeries(comparison),
      frontSeries(comparison),
      ...comparison.contenders.flatMap((contender, index) => curveSeries(contender, index)),
    ].filter(({ points }) => points.length > 0),
    regions: [],
    marks: [],
    table: frontTable(comparison),
  };
}

function frontSeries(comparison: Comparison): ChartSeries {
  const points = comparison.front.map((point): ChartPoint => ({
    // Its intervals are those of the curves, and would hide them.
    ...{ x: point.cost, y: point.value, at: formatCost(point.cost, unitOf(comparison)) },
    text: `${nameOf(comparison, point.contender)}, k = ${formatCount(point.k)}, ${formatPercentEstimate(point)}, ${point.basis}`,
  }));
  return markers({ id: 'front', label: 'Pareto front', role: 'observed' }, points);
}

/** The cheapest of each target that one reaches, with the interval of its cost; an open one ends with its curve. */
function targetSeries(comparison: Comparison): ChartSeries {
  const unit = unitOf(comparison);
  const points = comparison.targets.flatMap(({ coverage, answers: [best] }): readonly ChartPoint[] => {
    if (best?.answer.reachable !== true) return [];
    const { k, cost, costInterval, basis } = best.answer;
    const { curve, cost: model } = comparison.contenders[best.contender]!;
    const last = Math.max(cost, costOfAttempts(model, curve.at(-1)?.k ?? k));
    const name = nameOf(comparison, best.contender);
    return [
      {
        ...{ x: cost, y: coverage, xLow: costInterval.low ?? cost, xHigh: costInterval.high ?? last },
        at: `target ${formatTarget(coverage)}`,
        text: `${name}, k = ${formatCount(k)}, ${formatCost(cost, unit)}, ${basis}`,
        label: `${formatTarget(coverage)}: ${name}, k = ${formatCount(k)}`,
      },
    ];
  });
  return markers({ id: 'targets', label: 'Cheapest for a target', role: 'target' }, byCost(points));
}

function byCost(points: readonly ChartPoint[]): readonly ChartPoint[] {
  return [...points].sort((a, b) => a.x - b.x);
}

/** What was observed is solid; what is predicted begins where that ends, and is dashed. */
function curveSeries(contender: NamedContender, index: number): readonly ChartSeries[] {
  const { curve, cost: model, name } = contender;
  const id = `model${String(index)}`;
  const role = categoryRole(index);
  const label = quoteLogText(name);
  const draw = (points: readonly ContenderPoint[]): readonly ChartPoint[] =>
    points.flatMap((point) => {
      const cost = costOfAttempts(model, point.k);
      const text = `k = ${formatCount(point.k)}, ${formatPercentEstimate(point)}, ${point.basis}`;
      const { value: y, low, high } = point;
      return cost > 0 ? [{ x: cost, y, low, high, at: formatCost(cost, model.unit), text }] : [];
    });
  const observed = curve.filter(({ basis }) => basis === 'observed');
  const predicted = curve.filter(({ basis }) => basis === 'predicted');
  return [
    line({ id, label, role, stroke: 'solid' }, draw(observed)),
    line(
      { id: `${id}-predicted`, label: `${label}, predicted`, role, stroke: 'dashed' },
      predicted.length === 0 ? [] : draw([...observed.slice(-1), ...predicted]),
    ),
  ];
}

function summarize(comparison: Comparison): string {
  const unit = unitOf(comparison);
  const stretches = describeFront(comparison.front, unit);
  const models = [...new Set(stretches.map(({ contender }) => nameOf(comparison, contender)))];
  const last = stretches.at(-1);
  if (last === undefined) return 'No model and k is on the front: k ≥ 1 has a price at none.';
  const end = `${nameOf(comparison, last.contender)} ends it at ${last.coverage}`;
  const which = models.length === 1 ? `${models[0] ?? ''} alone is on it` : `on it are, by cost, ${models.join(', ')}`;
  return `At each cost of the front no other model and k covers more; ${which}; ${end}.`;
}

function frontTable(comparison: Comparison): DataTable {
  const unit = unitOf(comparison);
  const answers = comparison.targets.flatMap(({ coverage, answers: all }) =>
    all.map(({ contender, answer }) => {
      const { k, cost, basis } = describeAnswer(answer, unit);
      return [`target ${formatTarget(coverage)}`, nameOf(comparison, contender), k, cost, basis];
    }),
  );
  const front = comparison.front.map((point) => [
    formatPercentEstimate(point),
    nameOf(comparison, point.contender),
    formatCount(point.k),
    formatCost(point.cost, unit),
    point.basis,
  ]);
  return {
    columns: [
      { label: 'pass@k', align: 'right' },
      { label: 'Model', align: 'left' },
      { label: 'k', align: 'right' },
      { label: 'Cost per problem', align: 'right' },
      { label: 'Basis', align: 'left' },
    ],
    rows: [...answers, ...front],
  };
}
