/** Σ a_i·b_i of two arrays of the same length. */
export function dot(a: Float64Array, b: Float64Array): number {
  return dotRange(a, 0, b, 0, a.length);
}

/** Σ a[aFrom + i]·b[bFrom + i] over i < length. Four sums side by side: in a single one each addition would wait for the last. */
export function dotRange(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    sum0 += a[aFrom + i]! * b[bFrom + i]!;
    sum1 += a[aFrom + i + 1]! * b[bFrom + i + 1]!;
    sum2 += a[aFrom + i + 2]! * b[bFrom + i + 2]!;
    sum3 += a[aFrom + i + 3]! * b[bFrom + i + 3]!;
  }
  for (; i < length; i += 1) sum0 += a[aFrom + i]! * b[bFrom + i]!;
  return sum0 + sum1 + (sum2 + sum3);
}
