import { outcomeAt, type OrderedProblem } from './attemptOrder.ts';
import { dispersionTest, type Dispersion } from './dispersionTest.ts';

export interface BlockOptions {
  readonly level: number;
  /** Blocks that n attempts are cut into; √n of them where nothing is said. */
  readonly numBlocks?: (numSamples: number) => number;
}

/**
 * Whether successes of one problem stand together: χ² over blocks of consecutive attempts, given each problem's (n, c), as a ratio to its mean
 * for attempts in random order. Above 1, attempts near each other are alike; below 1, they avoid each other. Problems with a single success or a
 * single failure cannot tell. Undefined where no problem can.
 *
 * Given (n, c), every order of independent attempts is as likely, so that the mean and the variance of T = Σ_b x_b²/m_b (x_b successes in a block of
 * m_b) are exact, from the factorial moments E[(x_b)_r (x_d)_s] = (m_b)_r (m_d)_s (c)_{r+s}/(n)_{r+s} (Haldane 1940).
 */
export function blockDispersion(
  outcomes: Uint8Array,
  problems: readonly OrderedProblem[],
  { level, numBlocks = (n) => Math.round(Math.sqrt(n)) }: BlockOptions,
): Dispersion | undefined {
  let observed = 0;
  let expected = 0;
  let variance = 0;
  for (const problem of problems) {
    const { numSamples: n, numCorrect: c } = problem;
    const blocks = Math.min(n, numBlocks(n));
    if (Math.min(c, n - c) < 2 || blocks < 2) continue;
    // χ² is the same for failures; with the rarer of the two the moments cancel least.
    const rare = Math.min(c, n - c);
    const toChiSquare = (n * n) / (c * (n - c));
    const moments = momentsOf(n, rare, blocks);
    observed += toChiSquare * (sumOfSquares(outcomes, problem, blocks) - (rare * rare) / n);
    expected += toChiSquare * (moments.mean - (rare * rare) / n);
    variance += toChiSquare * toChiSquare * moments.variance;
  }
  if (expected === 0 || variance === 0) return undefined;
  return dispersionTest(observed / expected, variance / (expected * expected), level);
}

/** First attempt of block b. */
function blockStart(b: number, n: number, blocks: number): number {
  return Math.floor((b * n) / blocks);
}

/** T of the rarer outcome. */
function sumOfSquares(
  outcomes: Uint8Array,
  { numSamples: n, numCorrect: c, start }: OrderedProblem,
  blocks: number,
): number {
  const isOfFailures = 2 * c > n;
  let sum = 0;
  for (let b = 0; b < blocks; b += 1) {
    const from = blockStart(b, n, blocks);
    const to = blockStart(b + 1, n, blocks);
    let count = 0;
    for (let t = from; t < to; t += 1) count += outcomeAt(outcomes, start + t);
    if (isOfFailures) count = to - from - count;
    sum += (count * count) / (to - from);
  }
  return sum;
}

/** Mean and variance of T over all orders of c successes among n attempts. */
function momentsOf(n: number, c: number, blocks: number): { readonly mean: number; readonly variance: number } {
  // (c)_j/(n)_j
  const p1 = c / n;
  const p2 = (p1 * (c - 1)) / (n - 1);
  const p3 = n > 2 ? (p2 * (c - 2)) / (n - 2) : 0;
  const p4 = n > 3 ? (p3 * (c - 3)) / (n - 3) : 0;
  // With x² = (x)_2 + x: E[x_b²]/m = (m − 1)p2 + p1, and likewise for products of two blocks.
  let sumSquares = 0; // Σ E[x_b²]/m
  let fourth = 0; // Σ E[x_b⁴]/m²
  let sumMinusOne = 0; // Σ (m − 1)
  let squaresMinusOne = 0; // Σ (m − 1)²
  for (let b = 0; b < blocks; b += 1) {
    const m = blockStart(b + 1, n, blocks) - blockStart(b, n, blocks);
    const m1 = m - 1;
    sumSquares += m1 * p2 + p1;
    fourth += (m1 * (m - 2) * (m - 3) * p4 + 6 * m1 * (m - 2) * p3 + 7 * m1 * p2 + p1) / m;
    sumMinusOne += m1;
    squaresMinusOne += m1 * m1;
  }
  const pairs = blocks * (blocks - 1);
  const productsOfTwo = sumMinusOne * sumMinusOne - squaresMinusOne; // Σ_{b≠d} (m_b − 1)(m_d − 1)
  const sumsOfTwo = 2 * (blocks - 1) * sumMinusOne; // Σ_{b≠d} (m_b − 1) + (m_d − 1)
  const cross = productsOfTwo * p4 + sumsOfTwo * p3 + pairs * p2;
  return { mean: sumSquares, variance: Math.max(0, fourth + cross - sumSquares * sumSquares) };
}
