import { outcomeAt, type OrderedProblem } from './attemptOrder.ts';
import { normalCdf } from './normalCdf.ts';
import type { Estimate } from './outcomes.ts';
import { normalQuantile } from './quantiles.ts';

/** Whether later attempts pass more often than earlier ones at the same problem. */
export interface Drift extends Estimate {
  /** `value`, `low`, `high`: the factor on the odds of passing from the first attempt to the last. */
  readonly pValue: number;
  /** Pass rates along the attempts, stretch by stretch. */
  readonly stretches: readonly Stretch[];
}

/** One of equally long stretches of the attempts at every problem. */
export interface Stretch {
  /** Where it begins and ends, as a share of the attempts. */
  readonly from: number;
  readonly to: number;
  readonly numAttempts: number;
  readonly passRate: number;
  /** The pass rate if the attempts were in random order: its mean, and its range at the level. */
  readonly expected: Estimate;
}

const MOST_STRETCHES = 10;

/**
 * The extended Mantel–Haenszel trend test (Mantel 1963; Cochran and Armitage's with problems as strata): Σ u·(x − c/n) with u the place of an
 * attempt among its problem's, from −½ to ½, against its exact variance given each (n, c), over all orders. The factor on the odds is the one-step
 * estimate exp(U/V) (Peto). Undefined where no problem has both a success and a failure.
 */
export function attemptDrift(
  outcomes: Uint8Array,
  problems: readonly OrderedProblem[],
  level: number,
): Drift | undefined {
  let score = 0;
  let information = 0;
  for (const { numSamples: n, numCorrect: c, start } of problems) {
    if (c === 0 || c === n) continue;
    let sum = 0;
    for (let t = 0; t < n; t += 1) if (outcomeAt(outcomes, start + t) === 1) sum += (t + 0.5) / n - 0.5;
    score += sum;
    // Σu² = (n² − 1)/(12n); an order draws without replacement, n/(n − 1).
    information += ((c * (n - c)) / (n * n)) * ((n + 1) / 12);
  }
  if (information === 0) return undefined;
  const reach = normalQuantile((1 + level) / 2) / Math.sqrt(information);
  const slope = score / information;
  return {
    value: Math.exp(slope),
    low: Math.exp(slope - reach),
    high: Math.exp(slope + reach),
    pValue: Math.min(1, 2 * normalCdf(-Math.abs(score) / Math.sqrt(information))),
    stretches: stretchesOf(outcomes, problems, level),
  };
}

function stretchesOf(outcomes: Uint8Array, problems: readonly OrderedProblem[], level: number): Stretch[] {
  const count = Math.min(
    MOST_STRETCHES,
    problems.reduce((least, { numSamples }) => Math.min(least, numSamples), Infinity),
  );
  const z = normalQuantile((1 + level) / 2);
  return Array.from({ length: count }, (_, i): Stretch => {
    let passed = 0;
    let numAttempts = 0;
    let mean = 0;
    let variance = 0;
    for (const { numSamples: n, numCorrect: c, start } of problems) {
      const from = Math.floor((i * n) / count);
      const to = Math.floor(((i + 1) * n) / count);
      const size = to - from;
      for (let t = from; t < to; t += 1) passed += outcomeAt(outcomes, start + t);
      numAttempts += size;
      mean += (size * c) / n;
      // Hypergeometric: c successes among n, of which `size` are drawn.
      if (n > 1) variance += (size * c * (n - c) * (n - size)) / (n * n * (n - 1));
    }
    const reach = (z * Math.sqrt(variance)) / numAttempts;
    const value = mean / numAttempts;
    return {
      from: i / count,
      to: (i + 1) / count,
      numAttempts,
      passRate: passed / numAttempts,
      expected: { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) },
    };
  });
}
