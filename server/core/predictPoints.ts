import { assumptionFreeBand } from './assumptionFreeBand.ts';
import type { PredictedPoint } from './outcomes.ts';
import type { Predictor } from './predictor.ts';

/** A band wider than this leaves the answer to the family: the data alone allow values that would change any decision. */
export const FAMILY_BAND_WIDTH = 0.3;

/** Predictions with their band at ascending ks. The band is never narrower than the interval, which has more to rely on. */
export function predictPoints(predictor: Predictor, ks: readonly number[]): PredictedPoint[] {
  const maxSamples = predictor.data.counts.numSamples.at(-1) ?? 1;
  const bandAt = assumptionFreeBand(predictor, ks.at(-1) ?? 1);
  // pass@k rises with k, and so does each of its quantiles: what quadrature leaves uneven is smoothed by the running maximum.
  let before = { low: 0, high: 0 };
  return ks.map((k) => {
    const { value, low: estimatedLow, high: estimatedHigh } = predictor.predict(k);
    const low = Math.min(value, Math.max(estimatedLow, before.low));
    const high = Math.max(value, estimatedHigh, before.high);
    before = { low, high };
    const band = bandAt(k);
    const bandLow = Math.min(band.low, low);
    const bandHigh = Math.max(band.high, high);
    const reach = k / maxSamples;
    return { k, value, low, high, bandLow, bandHigh, reach, basis: basisOf(reach, bandHigh - bandLow) };
  });
}

function basisOf(reach: number, bandWidth: number): PredictedPoint['basis'] {
  if (reach <= 1) return 'data';
  return bandWidth > FAMILY_BAND_WIDTH ? 'family' : 'extrapolation';
}
