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
 * Local maximum over the coordinates listed in `free`, the others staying where `start` has them: Newton's method, damped by Levenberg's
 * diagonal where the Hessian is not negative definite or a step does not climb. Converged when a step promises a gain that is nothing
 * to a log-likelihood, or not above its rounding.
 */
export function maximize(objective: Objective, start: readonly number[], free: readonly number[]): Maximum {
  let point = start;
  let here = objective(point);
  let damping = 0;
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations += 1) {
    const step = dampedStep(here, free, damping);
    if (step === undefined) {
      damping = raised(damping);
      continue;
    }
    const next = point.slice();
    free.forEach((i, j) => (next[i] = point[i]! + Math.min(MAX_STEP, Math.max(-MAX_STEP, step[j]!))));
    const gain = free.reduce((sum, i, j) => sum + 0.5 * here.gradient[i]! * step[j]!, 0);
    const isSettled = gain <= 1e-9 + 1e-13 * Math.abs(here.value);
    const there = objective(next);
    const climbs = there.value >= here.value;
    if (climbs) [point, here] = [next, there];
    if (isSettled) return { ...here, point, converged: true, iterations };
    damping = climbs ? lowered(damping) : raised(damping);
  }
  return { ...here, point, converged: false, iterations: MAX_ITERATIONS };
}

const MAX_ITERATIONS = 100;
/** Coordinates are logarithms: no step changes a parameter by more than a factor of twenty. */
const MAX_STEP = 3;

const raised = (damping: number): number => Math.max(4 * damping, 0.01);
const lowered = (damping: number): number => (damping < 0.02 ? 0 : damping / 8);

/** Solves (−H + damping·|diag H|)·step = gradient by Cholesky; undefined where that matrix is not positive definite. */
function dampedStep({ gradient, hessian }: Evaluation, free: readonly number[], damping: number): number[] | undefined {
  const size = free.length;
  const factor: number[][] = [];
  const half: number[] = [];
  for (let r = 0; r < size; r += 1) {
    const row: number[] = [];
    const source = hessian[free[r]!]!;
    for (let c = 0; c <= r; c += 1) {
      let entry = -source[free[c]!]!;
      if (c === r) entry += damping * (Math.abs(entry) + 1e-12);
      for (let j = 0; j < c; j += 1) entry -= row[j]! * (c < r ? factor[c]! : row)[j]!;
      row.push(c < r ? entry / factor[c]![c]! : Math.sqrt(entry));
    }
    // Also true of NaN: the root of a negative pivot.
    if (!(row[r]! > 0)) return undefined;
    factor.push(row);
    let rest = gradient[free[r]!]!;
    for (let j = 0; j < r; j += 1) rest -= row[j]! * half[j]!;
    half.push(rest / row[r]!);
  }
  const step = new Array<number>(size).fill(0);
  for (let r = size - 1; r >= 0; r -= 1) {
    let rest = half[r]!;
    for (let j = r + 1; j < size; j += 1) rest -= factor[j]![r]! * step[j]!;
    step[r] = rest / factor[r]![r]!;
  }
  return step;
}
