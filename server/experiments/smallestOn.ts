/** Where a function is smallest on [low, high]: a grid of `cells`, then golden sections in the best two cells. To about 1e-6 of the range. */
export function smallestOn(low: number, high: number, valueAt: (x: number) => number, cells = 40): number {
  const step = (high - low) / cells;
  let best = low;
  let bestValue = valueAt(low);
  for (let i = 1; i <= cells; i += 1) {
    const value = valueAt(low + i * step);
    if (value < bestValue) [best, bestValue] = [low + i * step, value];
  }
  let [a, b] = [Math.max(low, best - step), Math.min(high, best + step)];
  while (b - a > 1e-6 * (high - low)) {
    const [left, right] = [b - (b - a) / GOLDEN, a + (b - a) / GOLDEN];
    if (valueAt(left) < valueAt(right)) b = right;
    else a = left;
  }
  const middle = (a + b) / 2;
  return valueAt(middle) < bestValue ? middle : best;
}

const GOLDEN = (1 + Math.sqrt(5)) / 2;
