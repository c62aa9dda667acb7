/** A square matrix in blocks, each the mean of its entries to six digits. */
export interface BlockMatrix {
  /** Blocks a side. */
  readonly size: number;
  /** Entries a side of a block. */
  readonly blockSize: number;
  /** size × size, row-major. */
  readonly values: readonly number[];
}

/** A matrix (length × length, row-major) in at most `mostBlocks` blocks a side. Rows and columns that fill no whole block are left out. */
export function blockMeans(matrix: Float64Array, length: number, mostBlocks: number): BlockMatrix {
  const blockSize = Math.ceil(length / mostBlocks);
  const size = Math.floor(length / blockSize);
  const values = new Float64Array(size * size);
  for (let row = 0; row < size * blockSize; row += 1)
    for (let column = 0; column < size * blockSize; column += 1)
      values[Math.floor(row / blockSize) * size + Math.floor(column / blockSize)]! += matrix[row * length + column]!;
  return { size, blockSize, values: Array.from(values, (sum) => Number((sum / blockSize ** 2).toPrecision(6))) };
}
