import { normalQuantile } from './quantiles.ts';
import type { RandomSource } from './seededRandom.ts';

/** Which attempt is the first to pass, from 1; Infinity where none ever does. */
export function drawFirstSuccess(rate: number, random: RandomSource): number {
  if (rate >= 1) return 1;
  return rate <= 0 ? Infinity : Math.max(1, Math.ceil(Math.log1p(-random()) / Math.log1p(-rate)));
}

/** From here on a binomial is as good as normal for planning. */
const MANY = 200;

/** How many of n attempts pass: from success to success, or from failure to failure, whichever is rarer; the normal approximation where both abound. */
export function drawBinomial(n: number, rate: number, random: RandomSource): number {
  const rare = Math.min(rate, 1 - rate);
  let count = 0;
  if (n * rare > MANY) {
    const z = normalQuantile(Math.min(Math.max(random(), 1e-12), 1 - 1e-12));
    count = Math.min(n, Math.max(0, Math.round(n * rare + z * Math.sqrt(n * rare * (1 - rare)))));
  } else {
    for (let at = drawFirstSuccess(rare, random); at <= n; at += drawFirstSuccess(rare, random)) count += 1;
  }
  return rate <= 0.5 ? count : n - count;
}
