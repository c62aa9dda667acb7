import { solvePositiveDefinite } from './solvePositiveDefinite.ts';

/** The quadratic form |A·x − b|² but for a constant: gram = AᵀA (row-major, positive definite), right = Aᵀb. */
export interface QuadraticForm {
  readonly gram: Float64Array;
  readonly right: Float64Array;
}

/**
 * The x ≥ 0 with Σx = 1 that minimizes |A·x − b|²: the active-set method of Lawson & Hanson (1974, chapter 23) for least squares without
 * negative values, with the sum held at 1 by its Lagrange multiplier.
 */
export function simplexLeastSquares({ gram, right }: QuadraticForm): Float64Array {
  const size = right.length;
  let x = new Float64Array(size);
  const free = new Set<number>([bestVertex(gram, right)]);
  for (const j of free) x[j] = 1;
  // Each round lowers the sum of squares; there are only so many sets.
  for (let round = 0; round < MAX_ROUNDS * size; round += 1) {
    const gradient = right.map((value, i) => value - dotRow(gram, i, x));
    const multiplier = gradient.reduce((sum, slope, i) => sum + slope * x[i]!, 0);
    const entering = indexOfLargest(gradient, (i) => !free.has(i));
    if (entering === -1 || gradient[entering]! - multiplier <= TOLERANCE) break;
    free.add(entering);
    x = moveToOptimum(x, free, { gram, right });
  }
  return x;
}

const MAX_ROUNDS = 10;
const TOLERANCE = 1e-12;

/** From x towards the optimum over the free entries, which leaves the set where one would become negative. */
function moveToOptimum(
  start: Float64Array<ArrayBuffer>,
  free: Set<number>,
  form: QuadraticForm,
): Float64Array<ArrayBuffer> {
  let x = start;
  for (;;) {
    const optimum = optimumOver([...free], form);
    const blocking = [...free].filter((i) => !(optimum[i]! > 0));
    if (blocking.length === 0) return optimum;
    const step = Math.min(...blocking.map((i) => x[i]! / (x[i]! - optimum[i]!)));
    const from = x;
    x = x.map((value, i) => value + step * (optimum[i]! - value));
    for (const i of blocking) {
      if (from[i]! / (from[i]! - optimum[i]!) > step) continue;
      x[i] = 0;
      free.delete(i);
    }
  }
}

/** The optimum over these entries, of any sign, with Σx = 1: x = G⁻¹(right − λ·1). */
function optimumOver(entries: readonly number[], { gram, right }: QuadraticForm): Float64Array<ArrayBuffer> {
  const size = right.length;
  const part = Float64Array.from(entries.flatMap((i) => entries.map((j) => gram[i * size + j]!)));
  const plain = solvePositiveDefinite(
    part,
    Float64Array.from(entries, (i) => right[i]!),
  );
  const ones = solvePositiveDefinite(part, new Float64Array(entries.length).fill(1));
  const multiplier = (sum(plain) - 1) / sum(ones);
  const x = new Float64Array(size);
  entries.forEach((entry, i) => {
    x[entry] = plain[i]! - multiplier * ones[i]!;
  });
  return x;
}

function bestVertex(gram: Float64Array, right: Float64Array): number {
  const gain = right.map((value, i) => value - gram[i * right.length + i]! / 2);
  return indexOfLargest(gain, () => true);
}

function indexOfLargest(values: Float64Array, isEligible: (index: number) => boolean): number {
  return values.reduce((best, value, i) => (isEligible(i) && (best === -1 || value > values[best]!) ? i : best), -1);
}

function dotRow(matrix: Float64Array, row: number, x: Float64Array): number {
  return x.reduce((total, value, j) => total + matrix[row * x.length + j]! * value, 0);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
