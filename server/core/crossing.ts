import type { Interval } from './outcomes.ts';

/** Smallest k at which a rising curve reaches a value, which it has not at `low` and has at `high`. */
export function smallestReaching(value: number, curve: (k: number) => number, { low, high }: Interval): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (curve(middle) < value) low = middle;
    else high = middle;
  }
  return high;
}

/** Where a rising curve, known at ascending k, reaches a value: between points by interpolation in log k; undefined where it does not. */
export function crossing<Point extends { readonly k: number }>(
  value: number,
  points: readonly Point[],
  end: (point: Point) => number,
): number | undefined {
  const after = points.findIndex((point) => end(point) >= value);
  const at = points[after];
  const before = points[after - 1];
  if (at === undefined) return undefined;
  if (before === undefined) return at.k;
  const share = (value - end(before)) / (end(at) - end(before));
  return Math.min(at.k, Math.ceil(before.k * (at.k / before.k) ** share));
}
