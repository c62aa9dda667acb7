import { STIRLING_FROM } from './logGamma.ts';

/**
 * ψ(x + k) − ψ(x) for x > 0 and k ≥ 0, which for a natural k is Σ_{j<k} 1/(x + j). Relative error below 1e-13: the recurrence that lifts x and the
 * difference of the asymptotic series (Abramowitz & Stegun 6.3.18) have terms of one sign, or corrections that are small beside the first.
 */
export function digammaDifference(x: number, k: number): number {
  let lifted = x;
  let sum = 0;
  for (; lifted < STIRLING_FROM; lifted += 1) sum += k / (lifted * (lifted + k));
  const end = lifted + k;
  return sum + Math.log1p(k / lifted) + k / (2 * lifted * end) + digammaTail(end) - digammaTail(lifted);
}

/** ψ′(x) − ψ′(x + k), which for a natural k is Σ_{j<k} 1/(x + j)²; by the series 6.4.12, as above. */
export function trigammaDifference(x: number, k: number): number {
  let lifted = x;
  let sum = 0;
  for (; lifted < STIRLING_FROM; lifted += 1) {
    const product = lifted * (lifted + k);
    sum += (k * (2 * lifted + k)) / (product * product);
  }
  const end = lifted + k;
  const product = lifted * end;
  const leading = k / product + (k * (lifted + end)) / (2 * product * product);
  return sum + leading + trigammaTail(lifted) - trigammaTail(end);
}

/** What is left of ψ(x) − log x + 1/(2x), for x ≥ STIRLING_FROM. */
function digammaTail(x: number): number {
  const r = 1 / (x * x);
  return -r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))));
}

/** What is left of ψ′(x) − 1/x − 1/(2x²): the derivative of the tail above. */
function trigammaTail(x: number): number {
  const r = 1 / (x * x);
  return (r / x) * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - (r * 691) / 2730)))));
}
