/** Σ_t x_it·x_jt / divisor of every two rows i and j of a row-major array, as a symmetric matrix. */
export function meanProducts(rows: Float64Array, numRows: number, length: number, divisor: number): Float64Array {
  const products = new Float64Array(numRows * numRows);
  for (let i = 0; i < numRows; i += 1) {
    for (let j = 0; j <= i; j += 4) {
      fourProducts(rows, length, i, j, numRows, products);
    }
  }
  for (let i = 0; i < numRows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const product = products[i * numRows + j]! / divisor;
      products[i * numRows + j] = product;
      products[j * numRows + i] = product;
    }
  }
  return products;
}

/** Row i with the rows j … j + 3: four sums, so that no addition waits for the one before. Behind the last row, it is taken again. */
function fourProducts(
  x: Float64Array,
  length: number,
  i: number,
  j: number,
  numRows: number,
  products: Float64Array,
): void {
  const last = (numRows - 1) * length;
  const a = i * length;
  const b0 = j * length;
  const b1 = Math.min(b0 + length, last);
  const b2 = Math.min(b1 + length, last);
  const b3 = Math.min(b2 + length, last);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let t = 0; t < length; t += 1) {
    const value = x[a + t]!;
    sum0 += value * x[b0 + t]!;
    sum1 += value * x[b1 + t]!;
    sum2 += value * x[b2 + t]!;
    sum3 += value * x[b3 + t]!;
  }
  const at = i * numRows + j;
  products[at] = sum0;
  if (j + 1 < numRows) products[at + 1] = sum1;
  if (j + 2 < numRows) products[at + 2] = sum2;
  if (j + 3 < numRows) products[at + 3] = sum3;
}
