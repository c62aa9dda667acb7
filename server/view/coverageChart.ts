import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import { kLadder } from '../core/kLadder.ts';
import type { CurvePoint } from '../core/observedPassAtK.ts';
import type { ObservedPoint, PredictedPoint } from '../core/outcomes.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import type { ChartMark, ChartModel, ChartPoint, ChartSeries, DataTable } from '../protocol/panel.ts';
import { formatTarget } from '../text/describeCost.ts';
import { describeCurve } from '../text/describeCurve.ts';
import { describeObserved } from '../text/describeObserved.ts';
import { describeBand, describeBasis, nameBasis } from '../text/describePrediction.ts';
import { formatLevel, formatPercentEstimate, formatPercentInterval } from '../text/formatEstimate.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';
import { drawnLaws, type DrawnLaw } from './laws.ts';
import { nextTarget } from './nextTarget.ts';

/** pass@k over k: what was observed, the laws, and the prediction with its interval and the band that assumes no family. */
export function coverageChart(analysis: EvalAnalysis): ChartModel {
  const { prediction, passAtK, passHatK, summary } = analysis;
  const points = prediction.kind === 'predicted' ? prediction.points : [];
  const laws = drawnLaws(analysis);
  const lastK = points.at(-1)?.k ?? summary.maxSamples;
  const frame = {
    id: 'coverage',
    title: 'Coverage',
    x: { label: 'Attempts per problem, k', scale: 'log', format: 'count', min: 1, max: Math.max(2, lastK) },
    y: { label: 'pass@k', scale: 'linear', format: 'percent', min: 0, max: 1 },
    table: coverageTable(analysis, points, laws),
  } as const;
  const recorded = recordedCurve(analysis.counts);
  if (recorded.length > 0) return recordedChart(frame, recorded, laws);
  if (prediction.kind === 'notIdentified') return absentChart(frame, prediction);
  return {
    ...frame,
    summary: summarize(analysis, points),
    series: [
      { ...observedSeries(passAtK, summary.numProblems), visible: !attemptsStop(analysis) },
      passHatKSeries(passHatK, summary.numProblems),
      predictionSeries(points),
      intervalSeries(points, prediction.level),
      ...laws.map((law) =>
        lawSeries(
          law,
          points.map(({ k }) => k),
        ),
      ),
      bandSeries(points),
    ],
    regions: [
      { fromX: summary.maxSamples, toX: lastK, label: `beyond the data (n = ${formatCount(summary.maxSamples)})` },
    ],
    marks: marks(analysis),
  };
}

/** The points that a log without attempts records, and the laws fitted to them, as far as the points go. */
function recordedChart(frame: ChartFrame, recorded: readonly CurvePoint[], laws: readonly DrawnLaw[]): ChartModel {
  const lastK = recorded.at(-1)?.k ?? 2;
  const ks = kLadder(
    lastK,
    recorded.map(({ k }) => k),
  );
  const points = recorded.map(({ k, value }): ChartPoint => ({
    x: k,
    y: value,
    at: `k = ${formatCount(k)}`,
    text: `${formatPercent(value)}, recorded by the log`,
  }));
  return {
    ...frame,
    x: { ...frame.x, max: Math.max(2, lastK) },
    summary: `${describeCurve(recorded)}.`,
    series: [
      { id: 'observed', label: 'Recorded', role: 'observed', kind: 'points', stroke: 'solid', points, visible: true },
      ...laws.map((law) => lawSeries({ ...law, visible: true }, ks)),
    ],
    regions: [],
    marks: [],
    table: {
      columns: ['k', 'Recorded', ...laws.map(({ label }) => label)].map((label) => ({ label, align: 'right' })),
      rows: recorded.map(({ k, value }) => [
        formatCount(k),
        formatPercent(value),
        ...laws.map((law) => formatPercent(law.passAtK(k))),
      ]),
    },
  };
}

type ChartFrame = Pick<ChartModel, 'id' | 'title' | 'x' | 'y' | 'table'>;

function observedPoints(points: readonly ObservedPoint[], numProblems: number): readonly ChartPoint[] {
  return points.map((point): ChartPoint => ({ ...chartPoint(point), text: describeObserved(point, numProblems) }));
}

function observedSeries(passAtK: readonly ObservedPoint[], numProblems: number): ChartSeries {
  const points = observedPoints(passAtK, numProblems);
  return {
    id: 'observed',
    label: 'Observed',
    role: 'observed',
    kind: 'points',
    stroke: 'solid',
    points,
    visible: true,
  };
}

/** pass^k falls where pass@k rises: how far the model can be relied on. */
function passHatKSeries(passHatK: readonly ObservedPoint[], numProblems: number): ChartSeries {
  return {
    ...{ id: 'passHatK', label: 'pass^k, all of k pass', role: 'passHatK', kind: 'points', stroke: 'solid' },
    points: observedPoints(passHatK, numProblems),
    visible: false,
  };
}

function predictionSeries(predicted: readonly PredictedPoint[]): ChartSeries {
  const points = predicted.map((point): ChartPoint => ({
    ...chartPoint(point),
    text: `${formatPercentEstimate(point)}, ${describeBasis(point)}; ${describeBand(point)}`,
  }));
  return {
    id: 'prediction',
    label: 'Prediction',
    role: 'prediction',
    kind: 'line',
    stroke: 'solid',
    points,
    visible: true,
  };
}

function intervalSeries(predicted: readonly PredictedPoint[], level: number): ChartSeries {
  const points = predicted.map((point): ChartPoint => ({ ...chartPoint(point), text: formatPercentInterval(point) }));
  return {
    id: 'interval',
    label: `${formatLevel(level)} interval`,
    role: 'prediction',
    kind: 'band',
    stroke: 'solid',
    points,
    visible: true,
  };
}

function bandSeries(predicted: readonly PredictedPoint[]): ChartSeries {
  const points = predicted.map((point): ChartPoint => ({
    ...chartPoint({ ...point, low: point.bandLow, high: point.bandHigh }),
    text: describeBand(point),
  }));
  return { id: 'band', label: 'No family assumed', role: 'band', kind: 'band', stroke: 'solid', points, visible: true };
}

function lawSeries({ id, label, role, stroke, visible, passAtK }: DrawnLaw, ks: readonly number[]): ChartSeries {
  const points = ks.map((k): ChartPoint => {
    const y = passAtK(k);
    return { x: k, y, at: `k = ${formatCount(k)}`, text: formatPercent(y) };
  });
  return { id, label, role, kind: 'line', stroke, points, visible };
}

function chartPoint({ k, value, low, high }: { k: number; value: number; low: number; high: number }) {
  return { x: k, y: value, low, high, at: `k = ${formatCount(k)}` };
}

function marks(analysis: EvalAnalysis): readonly ChartMark[] {
  const target = nextTarget(analysis);
  const targets: readonly ChartMark[] =
    target === undefined ? [] : [{ axis: 'y', at: target, label: `target ${formatTarget(target)}` }];
  const fit = analysis.fits.zeroInflatedBetaBinomial;
  if (fit.kind !== 'interior' || !analysis.ceilingEvidence.rejectsOne) return targets;
  const label = `ceiling ${formatPercentEstimate({ value: fit.ceiling, ...fit.ceilingInterval })}`;
  return [{ axis: 'y', at: fit.ceiling, label }, ...targets];
}

/** Of what is observed, the ends over all problems: beyond, those with more attempts may be of another kind. */
function summarize(analysis: EvalAnalysis, points: readonly PredictedPoint[]): string {
  const { passAtK, options, summary } = analysis;
  const ofAll = attemptsStop(analysis) ? [] : passAtK.filter(({ numProblems }) => numProblems === summary.numProblems);
  const [first, last] = [ofAll[0], ofAll.at(-1)];
  const asked = points.filter(({ k }) => options.at.includes(k)).at(-1) ?? points.at(-1);
  const observed =
    first === undefined || last === undefined || first === last
      ? ''
      : `pass@k rises from ${formatPercentEstimate(first)} at k = 1 to ${formatPercentEstimate(last)} at k = ${formatCount(last.k)}`;
  if (asked === undefined) return `${observed}.`;
  const predicted = `${formatPercentEstimate(asked)} is predicted at k = ${formatCount(asked.k)}, ${describeBasis(asked)}`;
  return `${observed === '' ? predicted : `${observed}; ${predicted}`}.`;
}

function coverageTable(
  { passAtK, passHatK }: EvalAnalysis,
  points: readonly PredictedPoint[],
  laws: readonly DrawnLaw[],
): DataTable {
  const observed = new Map(passAtK.map((point) => [point.k, point]));
  const allPass = new Map(passHatK.map((point) => [point.k, point]));
  const predicted = new Map(points.map((point) => [point.k, point]));
  const ks = [...new Set([...observed.keys(), ...predicted.keys()])].sort((a, b) => a - b);
  const right = (label: string) => ({ label, align: 'right' as const });
  const hasPrediction = points.length > 0;
  return {
    columns: [
      right('k'),
      right('Observed'),
      right('pass^k'),
      right('Problems'),
      ...(hasPrediction
        ? [right('Predicted'), { label: 'Basis', align: 'left' as const }, right('No family assumed')]
        : []),
      ...laws.map(({ label }) => right(label)),
    ],
    rows: ks.map((k) => {
      const [seen, all, expected] = [observed.get(k), allPass.get(k), predicted.get(k)];
      const predictionCells =
        expected === undefined
          ? ['–', '–', '–']
          : [
              formatPercentEstimate(expected),
              nameBasis(expected),
              formatPercentInterval({ low: expected.bandLow, high: expected.bandHigh }),
            ];
      return [
        formatCount(k),
        seen === undefined ? '–' : formatPercentEstimate(seen),
        all === undefined ? '–' : formatPercentEstimate(all),
        seen === undefined ? '–' : formatCount(seen.numProblems),
        ...(hasPrediction ? predictionCells : []),
        ...laws.map((law) => formatPercent(law.passAtK(k))),
      ];
    }),
  };
}
