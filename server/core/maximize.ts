import { symmetricEigen } from './symmetricEigen.ts';

export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

/** A function to be maximized, with its derivatives. */
export type Objective = (point: readonly number[]) => Evaluation;

export interface Maximum extends Evaluation {
  readonly point: readonly number[];
  readonly converged: boolean;
  readonly iterations: number;
}

/**
 * Local maximum over the coordinates listed in `free`, the others staying where `start` has them: Newton's method along the eigenvectors of
 * the Hessian with the curvature made negative, so that it climbs from saddles and along the narrow, nearly flat ridges of these likelihoods,
 * with steps halved until they climb. Converged when a step promises a gain that is nothing to a log-likelihood, or not above its rounding.
 */
export function maximize(objective: Objective, start: readonly number[], free: readonly number[]): Maximum {
  let point = start;
  let here = objective(point);
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations += 1) {
    const { step, gain } = uphillStep(here, free);
    const isSettled = gain <= 1e-9 + 1e-13 * Math.abs(here.value);
    let scale = Math.min(1, MAX_STEP / Math.hypot(...step));
    let next = moved(point, free, step, scale);
    let there = objective(next);
    while (!(there.value >= here.value) && scale > SMALLEST_SCALE && !isSettled) {
      scale /= 2;
      next = moved(point, free, step, scale);
      there = objective(next);
    }
    const climbs = there.value >= here.value;
    if (climbs) [point, here] = [next, there];
    if (isSettled || !climbs) return { ...here, point, converged: isSettled, iterations };
  }
  return { ...here, point, converged: false, iterations: MAX_ITERATIONS };
}

/** The best of the maxima reached from several starts. */
export function maximizeFrom(
  objective: Objective,
  starts: readonly (readonly number[])[],
  free: readonly number[],
): Maximum {
  const maxima = starts.map((start) => maximize(objective, start, free));
  return maxima.reduce((best, other) => (other.value > best.value ? other : best));
}

const MAX_ITERATIONS = 100;
/** Coordinates are logarithms: no step changes a parameter by more than a factor of twenty. */
const MAX_STEP = 3;
const SMALLEST_SCALE = 1e-6;

function moved(point: readonly number[], free: readonly number[], step: readonly number[], scale: number): number[] {
  const next = point.slice();
  free.forEach((i, j) => (next[i]! += scale * step[j]!));
  return next;
}

/** Newton's step with negative curvature throughout, and the gain that its quadratic model promises. */
function uphillStep({ gradient, hessian }: Evaluation, free: readonly number[]): { step: number[]; gain: number } {
  const step = free.map(() => 0);
  let gain = 0;
  for (const { value, vector } of symmetricEigen(free.map((i) => free.map((j) => hessian[i]![j]!)))) {
    const slope = free.reduce((sum, i, j) => sum + gradient[i]! * vector[j]!, 0);
    if (slope === 0) continue;
    const length = slope / Math.max(Math.abs(value), Number.MIN_VALUE);
    const capped = Math.sign(length) * Math.min(Math.abs(length), MAX_STEP);
    gain += Math.abs(slope * capped) / 2;
    step.forEach((_, j) => (step[j]! += capped * vector[j]!));
  }
  return { step, gain };
}
