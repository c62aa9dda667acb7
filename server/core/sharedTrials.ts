import { outcomeAt, type OrderedProblem } from './attemptOrder.ts';
import { dispersionTest, type Dispersion } from './dispersionTest.ts';

/** Share of the problems that have as many attempts as are looked at. */
const MOST_PROBLEMS = 0.9;

/**
 * Whether problems pass and fail together at the same attempt number, as they do when attempt t has one seed, or one bad hour, for all problems:
 * the sum over t of (S_t − E S_t)², S_t the problems that attempt t solved, as a ratio to its mean for problems that go their own ways. It is
 * Cochran's Q (1950) over its degrees of freedom. 1 where each problem's attempts are in an order of their own.
 *
 * Only the products of different problems vary: Σ_t (x_it − p_i)(x_jt − p_j), with mean 0 and, given the (n, c), uncorrelated from pair to pair.
 * Attempts count up to the number that nine in ten problems have. Undefined where less than two problems can tell.
 */
export function sharedTrials(
  outcomes: Uint8Array,
  problems: readonly OrderedProblem[],
  level: number,
): Dispersion | undefined {
  const numTrials = commonTrials(problems);
  const mixed = problems.filter(({ numSamples: n, numCorrect: c }) => n >= numTrials && n > 1 && c > 0 && c < n);
  if (numTrials < 2 || mixed.length < 2) return undefined;
  const excess = new Float64Array(numTrials);
  let own = 0; // Σ_i Σ_t (x_it − p_i)²
  let sumVariance = 0; // of one attempt, v_i = p(1 − p)
  let squaredVariance = 0;
  let sumShared = 0; // −covariance of two attempts, v_i/(n_i − 1)
  let squaredShared = 0;
  for (const { numSamples: n, numCorrect: c, start } of mixed) {
    const p = c / n;
    let passed = 0;
    for (let t = 0; t < numTrials; t += 1) {
      const x = outcomeAt(outcomes, start + t);
      passed += x;
      excess[t]! += x - p;
    }
    own += passed * (1 - 2 * p) + numTrials * p * p;
    const v = p * (1 - p);
    sumVariance += v;
    squaredVariance += v * v;
    sumShared += v / (n - 1);
    squaredShared += (v / (n - 1)) ** 2;
  }
  const products = excess.reduce((sum, x) => sum + x * x, 0) - own;
  const variance =
    2 *
    (numTrials * (sumVariance * sumVariance - squaredVariance) +
      numTrials * (numTrials - 1) * (sumShared * sumShared - squaredShared));
  const expected = numTrials * sumVariance;
  return dispersionTest(1 + products / expected, variance / (expected * expected), level);
}

/** The number of attempts that nine in ten problems have. */
export function commonTrials(problems: readonly OrderedProblem[]): number {
  const descending = problems.map(({ numSamples }) => numSamples).sort((a, b) => b - a);
  return descending[Math.ceil(MOST_PROBLEMS * descending.length) - 1] ?? 0;
}
