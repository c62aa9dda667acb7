import { maximizeFrom, type Objective } from './maximize.ts';
import type { NotIdentified } from './outcomes.ts';
import type { CurvePoint } from './observedPassAtK.ts';

/** Values at all k of a curve for two parameters, each on the whole real line. */
export type Shape = (parameters: readonly number[]) => readonly number[];

export interface ScaledCurve {
  readonly parameters: readonly number[];
  /** Factor on the shape, in (0, 1]. */
  readonly ceiling: number;
  readonly rmse: number;
  readonly converged: boolean;
  readonly iterations: number;
}

export interface ScaledCurveQuestion {
  readonly points: readonly CurvePoint[];
  readonly shape: Shape;
  readonly starts: readonly (readonly number[])[];
  /** Which parameters are free. */
  readonly free: readonly number[];
  /** Fixes the ceiling; absent: free in (0, 1]. */
  readonly ceiling?: number | undefined;
  /** In which space residuals are taken; absent: linear, `scaleTo`. */
  readonly scale?: Scale;
}

/** A shape's values times the given ceiling, or the best one: residuals in some space, and their root mean square. */
export type Scale = (
  points: readonly CurvePoint[],
  values: readonly number[],
  fixed: number | undefined,
) => { readonly ceiling: number; readonly residuals: readonly number[]; readonly rmse: number };

/**
 * Least squares of ceiling·shape(parameters), with two parameters, on a pass@k curve from several starts. A ceiling that
 * is best above 1 is at its boundary, and the shape is fitted again with the ceiling there.
 */
export function fitScaledCurve(question: ScaledCurveQuestion): ScaledCurve {
  const best = bestOfStarts(question);
  if (best.ceiling <= 1) return best;
  return bestOfStarts({ ...question, starts: [best.parameters, ...question.starts], ceiling: 1 });
}

function bestOfStarts({ points, shape, starts, free, ceiling, scale = scaleTo }: ScaledCurveQuestion): ScaledCurve {
  const objective = sumOfSquaresObjective(points, (parameters) => scale(points, shape(parameters), ceiling).residuals);
  const { point, converged, iterations } = maximizeFrom(objective, starts, free);
  return { parameters: point, converged, iterations, ...scale(points, shape(point), ceiling) };
}

/**
 * The log-likelihood that normal errors of unknown size would have, −(n/2)·log Σr², so that the optimizer's tolerance is relative to the
 * error; with the Newton steps of the sum of squares. A free ceiling is solved for within the residuals (Golub & Pereyra 1973).
 */
function sumOfSquaresObjective(points: readonly CurvePoint[], residualsOf: Shape): Objective {
  return ([x = 0, y = 0]) => {
    const at = (dx: number, dy: number): readonly number[] => residualsOf([x + dx, y + dy]);
    const here = at(0, 0);
    const forward = [at(STEP, 0), at(0, STEP)] as const;
    const backward = [at(-STEP, 0), at(0, -STEP)] as const;
    const slopes = [slope(forward[0], backward[0]), slope(forward[1], backward[1])] as const;
    const [square, ahead0, ahead1, behind0, behind1, ahead] = [here, ...forward, ...backward, at(STEP, STEP)].map(
      (residuals) => dot(residuals, here),
    );
    // Σ r·∂²r, of which the second differences need no vectors.
    const curvatures = [
      [ahead0! - 2 * square! + behind0!, ahead! - ahead0! - ahead1! + square!],
      [ahead! - ahead0! - ahead1! + square!, ahead1! - 2 * square! + behind1!],
    ];
    const sumOfSquares = square! + points.length * EXACT_RMSE ** 2;
    const weight = -points.length / sumOfSquares;
    return {
      value: (-points.length / 2) * Math.log(sumOfSquares),
      gradient: slopes.map((column) => weight * dot(column, here)),
      hessian: slopes.map((row, i) =>
        slopes.map((column, j) => weight * (dot(row, column) + curvatures[i]![j]! / STEP ** 2)),
      ),
    };
  };
}

function slope(forward: readonly number[], backward: readonly number[]): readonly number[] {
  return forward.map((value, i) => (value - backward[i]!) / (2 * STEP));
}

/** In linear space: residuals of pass@k. */
export const scaleTo: Scale = (points, values, fixed) => {
  const observed = points.map(({ value }) => value);
  const ceiling = fixed ?? dot(observed, values) / dot(values, values);
  const residuals = observed.map((value, i) => ceiling * values[i]! - value);
  return { ceiling, residuals, rmse: Math.sqrt(dot(residuals, residuals) / points.length) };
};

/** In log-loss space: residuals of log(1 − pass@k), for points below 1. A free ceiling is found by Gauss and Newton, and stays where the logarithm is. */
export const scaleLogLoss: Scale = (points, values, fixed) => {
  const observed = points.map(({ value }) => Math.log1p(-value));
  const residualsAt = (ceiling: number): number[] => observed.map((log, i) => Math.log1p(-ceiling * values[i]!) - log);
  const largest = (1 - 1e-9) / Math.max(...values);
  let ceiling = Math.min(fixed ?? 1, largest);
  for (let iteration = 0; fixed === undefined && iteration < 20; iteration += 1) {
    const slopes = values.map((value) => -value / (1 - ceiling * value));
    const step = -dot(slopes, residualsAt(ceiling)) / dot(slopes, slopes);
    const next = Math.min(largest, Math.max(ceiling / 2, ceiling + step));
    if (Math.abs(next - ceiling) < 1e-12) break;
    ceiling = next;
  }
  const residuals = residualsAt(ceiling);
  return { ceiling, residuals, rmse: Math.sqrt(dot(residuals, residuals) / points.length) };
};

/** Why a curve identifies no law of `numParameters` parameters; undefined when it has enough distinct values. */
export function curveNotIdentified(points: readonly CurvePoint[], numParameters: number): NotIdentified | undefined {
  if (points.length === 0) return { kind: 'notIdentified', reason: 'noProblems' };
  if (points.every(({ value }) => value === 0)) return { kind: 'notIdentified', reason: 'noneSolved' };
  if (points.every(({ value }) => value === 1)) return { kind: 'notIdentified', reason: 'allSolved' };
  if (points.length < numParameters) return { kind: 'notIdentified', reason: 'tooFewPoints' };
  return undefined;
}

/** Errors below this are those of arithmetic. */
const EXACT_RMSE = 1e-8;
/** Of finite differences, in parameters that are logarithms or exponents. */
const STEP = 1e-4;

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
