import type { EvalAnalysis } from './analysis.ts';
import { attemptsStop } from './attemptsStop.ts';
import { compressCounts } from './compressCounts.ts';
import type { CostModel } from './cost.ts';
import { observedPassAtK } from './observedPassAtK.ts';
import type { Estimate } from './outcomes.ts';

/** An evaluation among those that are compared. */
export interface Contender {
  readonly analysis: EvalAnalysis;
  /** In the same unit for all contenders. */
  readonly cost: CostModel;
  /** Largest k up to which pass@k is observed on all problems: the smallest n; 0 where attempts stop at the first success. */
  readonly observedUpTo: number;
  /** Unbiased estimate of pass@k, 1 ≤ k ≤ observedUpTo. */
  readonly observed: (k: number) => number;
  /** pass@k at ascending k: observed as far as that goes, then predicted, with the interval of the prediction. */
  readonly curve: readonly ContenderPoint[];
  /** The curve at any k ≥ 1: intervals, and predicted values, by interpolation in log k; beyond its end the last point. */
  readonly at: (k: number) => ContenderPoint;
}

export interface ContenderPoint extends Estimate {
  readonly k: number;
  readonly basis: PassBasis;
}

/** What a value of pass@k, or a k, is read off. */
export type PassBasis = 'observed' | 'predicted';

/** Where nothing is predicted, the curve ends with the data, and its intervals are those of the observed mean. */
export function contenderOf(analysis: EvalAnalysis, cost: CostModel): Contender {
  const { counts, options, summary, prediction, passAtK } = analysis;
  const cells = compressCounts(counts.problems);
  const observedUpTo = attemptsStop(analysis) ? 0 : summary.minSamples;
  const observed = (k: number): number => observedPassAtK(cells, [k], options.level)[0]?.value ?? 0;
  const points = prediction.kind === 'predicted' ? prediction.points : passAtK.filter(({ k }) => k <= observedUpTo);
  const curve = points.map(({ k, value, low, high }): ContenderPoint => {
    if (k > observedUpTo) return { k, value, low, high, basis: 'predicted' };
    const mean = observed(k);
    return { k, value: mean, low: Math.min(low, mean), high: Math.max(high, mean), basis: 'observed' };
  });
  const at = (k: number): ContenderPoint => {
    const point = interpolate(curve, k);
    if (point.k > observedUpTo) return { ...point, basis: 'predicted' };
    const value = observed(point.k);
    const low = Math.min(point.low, value);
    return { k: point.k, value, low, high: Math.max(point.high, value), basis: 'observed' };
  };
  return { analysis, cost, observedUpTo, observed, curve, at };
}

/** Linear in log k between the points of a curve that begins at k = 1. */
function interpolate(curve: readonly ContenderPoint[], k: number): ContenderPoint {
  const after = curve.findIndex((point) => point.k >= k);
  const last = curve.at(-1) ?? NOTHING_KNOWN;
  const next = curve[after];
  const before = curve[after - 1];
  if (next === undefined) return last;
  if (before === undefined || next.k === k) return next;
  const share = Math.log(k / before.k) / Math.log(next.k / before.k);
  const between = (end: (point: ContenderPoint) => number): number => end(before) + share * (end(next) - end(before));
  return {
    k,
    value: between((point) => point.value),
    low: between((point) => point.low),
    high: between((point) => point.high),
    basis: next.basis,
  };
}

const NOTHING_KNOWN: ContenderPoint = { k: 1, value: 0, low: 0, high: 1, basis: 'observed' };
