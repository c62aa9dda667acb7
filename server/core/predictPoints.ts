import { assumptionFreeBand } from './assumptionFreeBand.ts';
import type { PredictedPoint } from './outcomes.ts';
import type { Predictor } from './predictor.ts';

/** A band wider than this leaves the answer to the family: the data alone allow values that would change any decision. */
const FAMILY_BAND_WIDTH = 0.3;

/** And so does a band wider than this of which a family leaves less than half: the rest of the certainty is the family's. */
const NOTABLE_BAND_WIDTH = 0.1;

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
    return { k, value, low, high, bandLow, bandHigh, reach, basis: basisOf(reach, bandHigh - bandLow, high - low) };
  });
}

/** Whether the data or the assumed family supply an answer beyond n, by what is left of the band when a family is assumed. */
export function basisOf(reach: number, bandWidth: number, intervalWidth: number): PredictedPoint['basis'] {
  if (reach <= 1) return 'data';
  const isNarrowedByFamily = bandWidth > NOTABLE_BAND_WIDTH && intervalWidth < bandWidth / 2;
  return isNarrowedByFamily || bandWidth > FAMILY_BAND_WIDTH ? 'family' : 'extrapolation';
}
