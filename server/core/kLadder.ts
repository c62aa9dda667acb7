/**
 * Natural numbers from 1 to `max`, ten to a decade on a log scale, for curves; always with 1, `max`, and the natural numbers of `include`
 * that lie between. Ascending, each once.
 */
export function kLadder(max: number, include: readonly number[]): number[] {
  const rungs = new Set([1, max, ...include.filter(isNatural)]);
  for (let j = 0; 10 ** (j / STEPS_PER_DECADE) < max; j += 1) rungs.add(Math.round(10 ** (j / STEPS_PER_DECADE)));
  return [...rungs].filter((k) => k <= max).sort((a, b) => a - b);
}

/** The ladder of predictions: beyond the largest n of the log by a factor of 100, to 10,000, and to what is asked for. */
export function predictionLadder(maxSamples: number, include: readonly number[]): number[] {
  return kLadder(Math.max(10_000, 100 * maxSamples, ...include.filter(isNatural)), include);
}

/** Natural numbers from 1 to `max`: `count` values evenly spaced in log k, rounded, each once. */
export function logSpaced(max: number, count: number): number[] {
  return [...new Set(Array.from({ length: count }, (_, i) => Math.round(max ** (i / (count - 1)))))];
}

/** Largest k that is looked at. */
export const MAX_K = 1e12;

const STEPS_PER_DECADE = 10;

function isNatural(k: number): boolean {
  return Number.isSafeInteger(k) && k >= 1;
}
