import { maximizeFrom, type Objective } from './maximize.ts';
import type { NotIdentified } from './outcomes.ts';
import type { CurvePoint } from './observedPassAtK.ts';

/** A law without its ceiling at all k of a curve, for two parameters, each on the whole real line. */
export type Shape = (parameters: readonly number[]) => {
  readonly values: readonly number[];
  /** First derivatives of the values by the two parameters. */
  readonly slopes: readonly [readonly number[], readonly number[]];
  /** Second derivatives: by the first parameter twice, by both, by the second twice. */
  readonly curvatures: readonly [readonly number[], readonly number[], readonly number[]];
};

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
) => {
  readonly ceiling: number;
  /** Whether the ceiling is where it is best, and not where it has to be. */
  readonly isBest: boolean;
  readonly residuals: readonly number[];
  readonly rmse: number;
  /** First and second derivative of the residual of a point by ceiling·value. */
  readonly slopeAt: (i: number) => number;
  readonly curvatureAt: (i: number) => number;
};

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
  const { point, converged, iterations } = maximizeFrom(
    sumOfSquaresObjective(points, shape, scale, ceiling),
    starts,
    free,
  );
  const { ceiling: best, rmse } = scale(points, shape(point).values, ceiling);
  return { parameters: point, converged, iterations, ceiling: best, rmse };
}

/**
 * The log-likelihood that normal errors of unknown size would have, −(n/2)·log Σr², so that the optimizer's tolerance is relative to the error; with
 * the Newton steps of the sum of squares. A free ceiling is solved for within the residuals (Golub & Pereyra 1973): what is left of the Hessian in
 * both parameters and the ceiling is its Schur complement.
 */
function sumOfSquaresObjective(
  points: readonly CurvePoint[],
  shape: Shape,
  scale: Scale,
  fixed: number | undefined,
): Objective {
  return (parameters) => {
    const { values, slopes, curvatures } = shape(parameters);
    const { ceiling, isBest, residuals, slopeAt, curvatureAt } = scale(points, values, fixed);
    const gradient = [0, 0];
    /** Of ½·Σr², by the parameters: 00, 01, 11; by each of them and the ceiling; by the ceiling. */
    const second = [0, 0, 0];
    const mixed = [0, 0];
    let ofCeiling = 0;
    for (let i = 0; i < residuals.length; i += 1) {
      const residual = residuals[i]!;
      const value = values[i]!;
      const slope = slopeAt(i);
      // Second derivative of r²/2 by ceiling·value.
      const bend = slope * slope + residual * curvatureAt(i);
      const pull = residual * slope;
      const first = ceiling * slopes[0][i]!;
      const other = ceiling * slopes[1][i]!;
      gradient[0]! += pull * first;
      gradient[1]! += pull * other;
      second[0]! += bend * first * first + pull * ceiling * curvatures[0][i]!;
      second[1]! += bend * first * other + pull * ceiling * curvatures[1][i]!;
      second[2]! += bend * other * other + pull * ceiling * curvatures[2][i]!;
      mixed[0]! += bend * first * value + pull * slopes[0][i]!;
      mixed[1]! += bend * other * value + pull * slopes[1][i]!;
      ofCeiling += bend * value * value;
    }
    if (isBest) {
      second[0]! -= (mixed[0]! * mixed[0]!) / ofCeiling;
      second[1]! -= (mixed[0]! * mixed[1]!) / ofCeiling;
      second[2]! -= (mixed[1]! * mixed[1]!) / ofCeiling;
    }
    const sumOfSquares = dot(residuals, residuals) + points.length * EXACT_RMSE ** 2;
    const weight = -points.length / sumOfSquares;
    return {
      value: (-points.length / 2) * Math.log(sumOfSquares),
      gradient: gradient.map((slope) => weight * slope),
      hessian: [
        [weight * second[0]!, weight * second[1]!],
        [weight * second[1]!, weight * second[2]!],
      ],
    };
  };
}

/** In linear space: residuals of pass@k. */
export const scaleTo: Scale = (points, values, fixed) => {
  const ceiling = fixed ?? points.reduce((sum, { value }, i) => sum + value * values[i]!, 0) / dot(values, values);
  const residuals = points.map(({ value }, i) => ceiling * values[i]! - value);
  return {
    ceiling,
    isBest: fixed === undefined,
    residuals,
    rmse: rootMeanSquare(residuals),
    slopeAt: () => 1,
    curvatureAt: () => 0,
  };
};

/** In log-loss space: residuals of log(1 − pass@k), for points below 1. A free ceiling is found by Gauss and Newton, and stays where the logarithm is. */
export const scaleLogLoss: Scale = (points, values, fixed) => {
  const largest = (1 - 1e-9) / Math.max(...values);
  let ceiling = Math.min(fixed ?? 1, largest);
  const observed = points.map(({ value }) => Math.log1p(-value));
  const slopeAt = (i: number): number => -1 / (1 - ceiling * values[i]!);
  const residualAt = (i: number): number => Math.log1p(-ceiling * values[i]!) - observed[i]!;
  for (let iteration = 0; fixed === undefined && iteration < 20; iteration += 1) {
    let cross = 0;
    let square = 0;
    for (let i = 0; i < values.length; i += 1) {
      const slope = values[i]! * slopeAt(i);
      cross += slope * residualAt(i);
      square += slope * slope;
    }
    const next = Math.min(largest, Math.max(ceiling / 2, ceiling - cross / square));
    if (Math.abs(next - ceiling) < 1e-12) break;
    ceiling = next;
  }
  const residuals = observed.map((_, i) => residualAt(i));
  return {
    ceiling,
    isBest: fixed === undefined && ceiling < largest,
    residuals,
    rmse: rootMeanSquare(residuals),
    slopeAt,
    curvatureAt: (i) => -(slopeAt(i) ** 2),
  };
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

function rootMeanSquare(residuals: readonly number[]): number {
  return Math.sqrt(dot(residuals, residuals) / residuals.length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
