import { assumptionFreeBand } from './assumptionFreeBand.ts';
import type { Interval, PredictedPoint } from './outcomes.ts';
import type { Predictor } from './predictor.ts';

/** A band wider than this leaves the answer to the family: the data alone allow values that would change any decision. */
export const FAMILY_BAND_WIDTH = 0.3;

/** Of the ladder, the band is solved at every third rung, and at the last. */
const BAND_STRIDE = 3;

/**
 * Predictions with their band at ascending ks. The band is solved at some ks and at those of `exact`, and drawn between linearly in log k (within .01
 * of the solution); it is never narrower than the interval, which has more to rely on.
 */
export function predictPoints(predictor: Predictor, ks: readonly number[], exact: readonly number[]): PredictedPoint[] {
  const { numSamples } = predictor.data.counts;
  const maxSamples = numSamples.reduce((most, n) => Math.max(most, n), 0);
  const solvedKs = ks.filter((k, i) => i % BAND_STRIDE === 0 || i === ks.length - 1 || exact.includes(k));
  const band = assumptionFreeBand(predictor, solvedKs);
  let floor = { low: 0, high: 0 };
  return ks.map((k) => {
    const { value, low: estimatedLow, high: estimatedHigh } = predictor.predict(k);
    const low = Math.min(value, Math.max(estimatedLow, floor.low));
    const high = Math.max(value, Math.max(estimatedHigh, floor.high));
    floor = { low, high };
    const around = bandBetween(k, solvedKs, band);
    const bandLow = Math.min(around.low, low);
    const bandHigh = Math.max(around.high, high);
    return {
      k,
      value,
      low,
      high,
      bandLow,
      bandHigh,
      reach: k / maxSamples,
      basis: basisOf(k / maxSamples, bandHigh - bandLow),
    };
  });
}

function basisOf(reach: number, bandWidth: number): PredictedPoint['basis'] {
  if (reach <= 1) return 'data';
  return bandWidth > FAMILY_BAND_WIDTH ? 'family' : 'extrapolation';
}

function bandBetween(k: number, ks: readonly number[], band: readonly Interval[]): Interval {
  const after = Math.max(
    0,
    ks.findIndex((other) => other >= k),
  );
  const before = Math.max(0, after - 1);
  const from = band[before]!;
  const to = band[after]!;
  const share = after === before ? 1 : Math.log(k / ks[before]!) / Math.log(ks[after]! / ks[before]!);
  return { low: from.low + share * (to.low - from.low), high: from.high + share * (to.high - from.high) };
}
