/**
 * Sums over i < m of log(1 + i/x), of i/(x + i) and of x·i/(x + i)², for several m: the log of the rising factorial x(x + 1)…(x + m − 1)
 * less m·log x, minus its first and its second derivative in log x.
 */
export interface RisingSums {
  readonly log: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export function allocateRisingSums(length: number): RisingSums {
  return { log: new Float64Array(length), first: new Float64Array(length), second: new Float64Array(length) };
}

/**
 * Fills `sums` for each m of `ends` (natural numbers, ascending), x > 0. Cost grows with the number of ends, hardly with their size:
 * stretches of more than 40 terms are summed by Euler and Maclaurin. Keeps its digits for x → ∞, where log-gammas have none left.
 */
export function fillRisingSums(x: number, ends: Float64Array, sums: RisingSums): void {
  const perTerm = 1 / x;
  let log = 0;
  let first = 0;
  let second = 0;
  let i = 0;
  for (let j = 0; j < ends.length; j += 1) {
    const end = ends[j]!;
    const directEnd = end - i > LONG_STRETCH ? Math.min(end, Math.max(i, Math.ceil(EULER_MACLAURIN_FROM - x))) : end;
    // A product of a few has the logarithm of all of them, as exact as theirs where none is next to 1; it cannot overflow: i/x is below 1e24.
    let product = 1;
    let numFactors = 0;
    for (; i < directEnd; i += 1) {
      const share = i / (x + i);
      const ratio = i * perTerm;
      if (ratio < LEAST_FACTOR) log += Math.log1p(ratio);
      else {
        product *= 1 + ratio;
        numFactors += 1;
        if (numFactors === MAX_FACTORS) {
          log += Math.log(product);
          product = 1;
          numFactors = 0;
        }
      }
      first += share;
      second += share * (1 - share);
    }
    if (numFactors > 0) log += Math.log(product);
    if (i < end) {
      const [logStretch, firstStretch, secondStretch] = sumStretch(x, i, end);
      log += logStretch;
      first += firstStretch;
      second += secondStretch;
      i = end;
    }
    sums.log[j] = log;
    sums.first[j] = first;
    sums.second[j] = second;
  }
}

const LONG_STRETCH = 40;
const LEAST_FACTOR = 0.5;
const MAX_FACTORS = 8;
const EULER_MACLAURIN_FROM = 24;

/** The three sums over start ≤ i < end, for x + start ≥ 24. */
function sumStretch(x: number, start: number, end: number): [log: number, first: number, second: number] {
  const length = end - start;
  const low = x + start;
  const growth = length / low;
  const excess = log1pMinus(growth);
  const integrals: Triple = [
    length * (Math.log1p(start / x) + Math.log1p(growth)) + low * excess,
    (length * start) / low - x * excess,
    x * (excess + (growth * end) / (x + end)),
  ];
  const atStart = endTerms(x, start);
  const atEnd = endTerms(x, end);
  return [
    integrals[0] + atEnd[0] - atStart[0],
    integrals[1] + atEnd[1] - atStart[1],
    integrals[2] + atEnd[2] - atStart[2],
  ];
}

type Triple = readonly [number, number, number];

/** −f/2 + f′/12 − f‴/720 + f⁽⁵⁾/30240 at i, for the three summands f. */
function endTerms(x: number, i: number): Triple {
  const u = 1 / (x + i);
  const u2 = u * u;
  const xu = x * u;
  return [
    -Math.log1p(i / x) / 2 + u * (1 / 12 - u2 * (1 / 360 - u2 / 1260)),
    (-i * u) / 2 + xu * u * (1 / 12 - u2 * (1 / 120 - u2 / 252)),
    (-xu * i * u) / 2 + xu * u * ((2 * xu - 1) / 12 - u2 * ((4 * xu - 1) / 120 - (u2 * (6 * xu - 1)) / 252)),
  ];
}

/** log(1 + t) − t for t ≥ 0, without cancellation. */
function log1pMinus(t: number): number {
  if (t > 0.4) return Math.log1p(t) - t;
  // log(1 + t) = 2·artanh(r) with r = t/(2 + t), of which 2r = t − r·t.
  const r = t / (2 + t);
  const y = r * r;
  let series = 0;
  for (let j = 25; j >= 3; j -= 2) series = series * y + 1 / j;
  return r * (2 * y * series - t);
}
