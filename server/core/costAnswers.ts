import type { CostAnswers, CostModel, TargetAnswer } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { crossing, smallestReaching } from './crossing.ts';
import type { Estimate, PredictedPoint } from './outcomes.ts';
import type { Predictor } from './predictor.ts';

export interface CostQuestion {
  /** Absent where nothing can be predicted. */
  readonly predictor: Predictor | undefined;
  /** Predictions at ascending k, from 1 to the last k that is looked at. */
  readonly points: readonly (Estimate & Pick<PredictedPoint, 'k' | 'bandHigh'>)[];
  readonly model: CostModel;
  readonly targets: readonly number[];
  /** Largest n of the log. */
  readonly maxSamples: number;
}

/** The named answers to "which k?"; each k is a function of the prediction, so that it has an interval too. */
export function costAnswers(question: CostQuestion): CostAnswers {
  const { predictor, points, model, targets } = question;
  if (predictor === undefined) {
    const why = 'notIdentified';
    const unreachable = targets.map((coverage) => ({ coverage, reachable: false, why, bandReaches: true }) as const);
    return { model, targets: unreachable, marginal: [], curve: [] };
  }
  return {
    model,
    targets: targets.map((coverage) => answerTarget(coverage, predictor, question)),
    cheapestPerSolve: cheapestPerSolve(predictor, question),
    marginal: points.map(({ k }) => {
      const gain = predictor.gain(k);
      return { k, costPerExtraSolve: gain > SMALLEST_GAIN ? model.perAttempt / gain : null };
    }),
    curve: points.map(({ k, value, low, high }) => ({ k, cost: costOfAttempts(model, k), coverage: value, low, high })),
  };
}

/** Below this a gain is rounding. */
const SMALLEST_GAIN = 1e-13;

function answerTarget(
  coverage: number,
  predictor: Predictor,
  { points, model, maxSamples }: CostQuestion,
): TargetAnswer {
  const after = points.findIndex(({ value }) => value >= coverage);
  if (after === -1) {
    const why = predictor.ceiling.high < coverage ? 'aboveCeiling' : 'beyondHorizon';
    return { coverage, reachable: false, why, bandReaches: points.some(({ bandHigh }) => bandHigh >= coverage) };
  }
  const k = smallestReaching(coverage, predictor.mean, { low: points[after - 1]?.k ?? 0, high: points[after]!.k });
  const earliest = crossing(coverage, points, ({ high }) => high) ?? k;
  const latest = crossing(coverage, points, ({ low }) => low);
  return {
    coverage,
    reachable: true,
    k,
    kInterval: { low: Math.min(earliest, k), high: latest === undefined ? null : Math.max(latest, k) },
    cost: costOfAttempts(model, k),
    costWithStopping: costOfAttempts(model, predictor.expectedAttempts(k)),
    extrapolated: k > maxSamples,
  };
}

type CurvePoint = CostQuestion['points'][number];

/** Average cost of a solved problem is a line over a concave curve, so that it has one valley. */
function cheapestPerSolve(predictor: Predictor, { points, model }: CostQuestion) {
  const perSolve = (k: number): number => costOfAttempts(model, k) / predictor.mean(k);
  const cheapestOf = (end: (point: CurvePoint) => number): number =>
    points.reduce(
      (best, point, i) =>
        costOfAttempts(model, point.k) * end(points[best]!) < costOfAttempts(model, points[best]!.k) * end(point)
          ? i
          : best,
      0,
    );
  const rung = cheapestOf((point) => point.value);
  let low = points[rung - 1]?.k ?? 1;
  let high = (points[rung + 1] ?? points[rung])?.k ?? 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (perSolve(middle) <= perSolve(middle + 1)) high = middle;
    else low = middle + 1;
  }
  const kOf = (end: (point: CurvePoint) => number): number => points[cheapestOf(end)]?.k ?? low;
  const ends = [low, kOf((point) => point.low), kOf((point) => point.high)];
  return { k: low, kInterval: { low: Math.min(...ends), high: Math.max(...ends) }, costPerSolve: perSolve(low) };
}
