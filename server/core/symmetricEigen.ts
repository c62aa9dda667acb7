export interface Eigen {
  readonly value: number;
  /** Unit vector. */
  readonly vector: readonly number[];
}

/** Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's cyclic rotations (Golub & Van Loan, §8.5). */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen[] {
  const size = matrix.length;
  const a = matrix.map((row) => row.slice());
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let hasRotated = false;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const apq = a[p]![q]!;
        if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(a[p]![p]! * a[q]![q]!))) continue;
        hasRotated = true;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(t, 1);
        const rotate = (x: number[], y: number[], i: number, j: number): void => {
          [x[i], y[j]] = [cosine * (x[i]! - t * y[j]!), cosine * (y[j]! + t * x[i]!)];
        };
        for (const row of a) rotate(row, row, p, q);
        for (let j = 0; j < size; j += 1) {
          rotate(a[p]!, a[q]!, j, j);
          rotate(vectors[p]!, vectors[q]!, j, j);
        }
      }
    }
    if (!hasRotated) break;
  }
  return vectors.map((vector, i) => ({ value: a[i]![i]!, vector }));
}

const MAX_SWEEPS = 20;
