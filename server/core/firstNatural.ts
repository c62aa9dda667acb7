/** Smallest natural number, 0 included, from which on a condition holds; undefined where it does not hold at `horizon`. It must not cease to hold. */
export function firstNatural(holds: (k: number) => boolean, horizon: number): number | undefined {
  if (holds(0)) return 0;
  let low = 0;
  let high = 1;
  while (!holds(high)) {
    if (high >= horizon) return undefined;
    low = high;
    high = Math.min(2 * high, horizon);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
