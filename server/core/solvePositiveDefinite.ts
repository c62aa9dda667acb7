import { dotRange } from './dot.ts';

/** x with A·x = right, for a positive definite A of which the lower triangle is given (row-major): by A = L·D·Lᵀ, row by row. */
export function solvePositiveDefinite(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  // Rows of L·D become those of L, below the diagonal.
  const factor = new Float64Array(size * size);
  const scaled = new Float64Array(size);
  const pivots = new Float64Array(size);
  const x = right.slice();
  for (let i = 0; i < size; i += 1) {
    const row = i * size;
    for (let j = 0; j < i; j += 1) scaled[j] = lower[row + j]! - dotRange(scaled, 0, factor, j * size, j);
    for (let j = 0; j < i; j += 1) factor[row + j] = scaled[j]! / pivots[j]!;
    pivots[i] = Math.max(lower[row + i]! - dotRange(scaled, 0, factor, row, i), Number.MIN_VALUE);
    x[i] = x[i]! - dotRange(factor, row, x, 0, i);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    const solved = x[i]! / pivots[i]!;
    x[i] = solved;
    // Column by column from here on: what is solved is taken from the rows above.
    for (let j = 0; j < i; j += 1) x[j] = x[j]! - factor[i * size + j]! * solved * pivots[j]!;
  }
  return x;
}
