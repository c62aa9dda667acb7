import { maximize, type Objective } from './maximize.ts';
import type { NotIdentified } from './outcomes.ts';
import type { CurvePoint } from './observedPassAtK.ts';

/** Values at all k of a curve, between 0 and 1, for parameters on the whole real line. */
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
}

/**
 * Least squares of ceiling·shape(parameters) on a pass@k curve, in linear space, from several starts. The ceiling enters linearly and is
 * solved for at each step (Golub & Pereyra 1973), which leaves Gauss and Newton the parameters of the shape.
 */
export function fitScaledCurve({ points, shape, starts, free, ceiling }: ScaledCurveQuestion): ScaledCurve {
  const residualsAt = (parameters: readonly number[]): number[] =>
    scaleTo(points, shape(parameters), ceiling).residuals;
  const objective: Objective = (parameters) => {
    const residuals = residualsAt(parameters);
    const jacobian = parameters.map((_, i) => {
      const moved = residualsAt(parameters.map((value, j) => (i === j ? value + DIFFERENCE : value)));
      return moved.map((value, j) => (value - residuals[j]!) / DIFFERENCE);
    });
    return {
      value: -0.5 * WEIGHT * dot(residuals, residuals),
      gradient: jacobian.map((column) => -WEIGHT * dot(column, residuals)),
      hessian: jacobian.map((row) => jacobian.map((column) => -WEIGHT * dot(row, column))),
    };
  };
  const maxima = starts.map((start) => maximize(objective, start, free));
  const { point, converged, iterations } = maxima.reduce((best, other) => (other.value > best.value ? other : best));
  return { parameters: point, converged, iterations, ...scaleTo(points, shape(point), ceiling) };
}

/** The shape times the ceiling that is best in (0, 1], or the given one. */
export function scaleTo(
  points: readonly CurvePoint[],
  values: readonly number[],
  fixed: number | undefined,
): { ceiling: number; residuals: number[]; rmse: number } {
  const observed = points.map(({ value }) => value);
  const ceiling = fixed ?? Math.min(1, dot(observed, values) / dot(values, values));
  const residuals = observed.map((value, i) => ceiling * values[i]! - value);
  return { ceiling, residuals, rmse: Math.sqrt(dot(residuals, residuals) / points.length) };
}

/** Why a curve identifies no law of `numParameters` parameters; undefined when it has enough distinct values. */
export function curveNotIdentified(points: readonly CurvePoint[], numParameters: number): NotIdentified | undefined {
  if (points.length === 0) return { kind: 'notIdentified', reason: 'noProblems' };
  if (points.every(({ value }) => value === 0)) return { kind: 'notIdentified', reason: 'noneSolved' };
  if (points.every(({ value }) => value === 1)) return { kind: 'notIdentified', reason: 'allSolved' };
  if (points.length < numParameters) return { kind: 'notIdentified', reason: 'tooFewPoints' };
  return undefined;
}

/** Makes a root-mean-square error of 1e-6 a unit of the objective, well above the optimizer's tolerance. */
const WEIGHT = 1e12;
const DIFFERENCE = 1e-7;

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
