/** x with A·x = right, for a positive definite A of which the lower triangle is given (row-major): by A = L·D·Lᵀ. */
export function solvePositiveDefinite(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const factor = lower.slice();
  const x = right.slice();
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < j; k += 1) {
      const scale = factor[j * size + k]! * factor[k * size + k]!;
      for (let i = j; i < size; i += 1) factor[i * size + j] = factor[i * size + j]! - scale * factor[i * size + k]!;
    }
    const pivot = Math.max(factor[j * size + j]!, Number.MIN_VALUE);
    factor[j * size + j] = pivot;
    for (let i = j + 1; i < size; i += 1) factor[i * size + j] = factor[i * size + j]! / pivot;
  }
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = x[i]! - factor[i * size + k]! * x[k]!;
  }
  for (let i = 0; i < size; i += 1) x[i] = x[i]! / factor[i * size + i]!;
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i] = x[i]! - factor[k * size + i]! * x[k]!;
  }
  return x;
}
