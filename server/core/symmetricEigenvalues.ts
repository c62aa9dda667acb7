/**
 * Eigenvalues of a symmetric matrix of any size, the largest first, without vectors: Householder's reduction to a tridiagonal matrix, then
 * implicit QL steps (tred1 and imtql1 of EISPACK; Golub & Van Loan, §8.3). Absolute error of a few ε times the largest; 4/3·size³ operations.
 * Row-major; only the lower triangle is read.
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  const { diagonal, offDiagonal } = tridiagonalize(matrix.slice(), size);
  diagonalize(diagonal, offDiagonal);
  return diagonal.sort().reverse();
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Between i and i + 1; the last is 0. */
  readonly offDiagonal: Float64Array;
}

/** Uses up the matrix. From the last row up, each row is reflected onto its last element before the diagonal. */
function tridiagonalize(a: Float64Array, size: number): Tridiagonal {
  const offDiagonal = new Float64Array(size);
  const product = new Float64Array(size);
  for (let i = size - 1; i >= 2; i -= 1) {
    const u = a.subarray(i * size, i * size + i);
    const scale = u.reduce((sum, x) => sum + Math.abs(x), 0);
    const last = u[i - 1]!;
    if (scale === Math.abs(last)) {
      offDiagonal[i - 1] = last;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k += 1) {
      u[k]! /= scale;
      h += u[k]! * u[k]!;
    }
    const f = u[i - 1]!;
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    offDiagonal[i - 1] = scale * g;
    h -= f * g;
    u[i - 1] = f - g;
    reflect(a, size, u, product, h);
  }
  if (size > 1) offDiagonal[0] = a[size]!;
  return { diagonal: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), offDiagonal };
}

/** A ← H·A·H of the leading rows, with H = 1 − u·uᵀ/h: a symmetric rank-two update. Both loops run along rows. */
function reflect(a: Float64Array, size: number, u: Float64Array, product: Float64Array, h: number): void {
  const order = u.length;
  product.fill(0, 0, order);
  for (let j = 0; j < order; j += 1) {
    const row = j * size;
    const uj = u[j]!;
    let sum = a[row + j]! * uj;
    for (let k = 0; k < j; k += 1) {
      const x = a[row + k]!;
      sum += x * u[k]!;
      product[k]! += x * uj;
    }
    product[j]! += sum;
  }
  let overlap = 0;
  for (let j = 0; j < order; j += 1) {
    product[j]! /= h;
    overlap += product[j]! * u[j]!;
  }
  const half = overlap / (2 * h);
  for (let j = 0; j < order; j += 1) product[j]! -= half * u[j]!;
  for (let j = 0; j < order; j += 1) {
    const row = j * size;
    const uj = u[j]!;
    const qj = product[j]!;
    for (let k = 0; k <= j; k += 1) a[row + k]! -= uj * product[k]! + qj * u[k]!;
  }
}

/** Leaves the eigenvalues in `d`, in no order, and uses up `e`. */
function diagonalize(d: Float64Array, e: Float64Array): void {
  const size = d.length;
  for (let l = 0; l < size; l += 1) {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      let m = l;
      while (m < size - 1 && Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m += 1;
      if (m === l) break;
      implicitQlStep(d, e, l, m);
    }
  }
}

/** One step on the rows l … m, which are joined to no others, with Wilkinson's shift. */
function implicitQlStep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const t = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  let g = d[m]! - d[l]! + e[l]! / (t + (t >= 0 ? 1 : -1) * Math.hypot(t, 1));
  let sine = 1;
  let cosine = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i -= 1) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1]! - p;
    const q = (d[i]! - g) * sine + 2 * cosine * b;
    p = sine * q;
    d[i + 1] = g + p;
    g = cosine * q - b;
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}

/** An eigenvalue takes two or three. */
const MAX_STEPS = 60;
