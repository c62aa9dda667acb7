import { dot } from './dot.ts';
import { normalCdf } from './normalCdf.ts';
import { normalQuantile } from './quantiles.ts';

/** A mixture of normal distributions; weights sum to 1, deviations are above 0. */
export interface NormalMixture {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly weights: Float64Array;
}

/** Beyond this many deviations a component counts as wholly on one side: 1e-7. */
const REACH = 5.2;

/**
 * Quantile, to 1e-5 of the mixture's extent or of probability: from that of a normal with the same mean and variance by false position, where an
 * end that stays counts half the next time (Dowell & Jarratt 1971), so that both ends close in. The first steps go too far on purpose: they look for
 * an end near by on the other side.
 */
export function mixtureQuantile(mixture: NormalMixture, probability: number): number {
  const { means, deviations, weights } = mixture;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < means.length; i += 1) {
    low = Math.min(low, means[i]! - REACH * deviations[i]!);
    high = Math.max(high, means[i]! + REACH * deviations[i]!);
  }
  const tolerance = 1e-5 * (high - low);
  const deviation = Math.sqrt(mixtureVariance(mixture));
  const z = normalQuantile(probability);
  let at = clamp(dot(means, weights) + z * deviation, low, high);
  /** What a step of one in probability would be, by that normal. */
  const stride = 1.5 * deviation * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
  let lack: number | undefined;
  let excess: number | undefined;
  let stayed: 'low' | 'high' | undefined;
  for (let iteration = 0; iteration < MAX_ITERATIONS && high - low > tolerance; iteration += 1) {
    const difference = massBelow(mixture, at) - probability;
    if (Math.abs(difference) < 1e-5) return at;
    if (difference < 0) {
      if (stayed === 'high' && excess !== undefined) excess /= 2;
      low = at;
      lack = -difference;
      stayed = 'high';
    } else {
      if (stayed === 'low' && lack !== undefined) lack /= 2;
      high = at;
      excess = difference;
      stayed = 'low';
    }
    if (lack !== undefined && excess !== undefined) at = (low * excess + high * lack) / (lack + excess);
    else {
      const next = at - stride * difference;
      at = next > low && next < high ? next : (low + high) / 2;
    }
  }
  return (low + high) / 2;
}

const MAX_ITERATIONS = 60;

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Variance of the whole: that within the components, and that between their means. */
export function mixtureVariance({ means, deviations, weights }: NormalMixture): number {
  const mean = dot(means, weights);
  let variance = 0;
  for (let i = 0; i < means.length; i += 1) {
    variance += weights[i]! * (deviations[i]! ** 2 + (means[i]! - mean) ** 2);
  }
  return variance;
}

function massBelow({ means, deviations, weights }: NormalMixture, x: number): number {
  let below = 0;
  for (let i = 0; i < means.length; i += 1) {
    const z = (x - means[i]!) / deviations[i]!;
    below += weights[i]! * (z < -REACH ? 0 : z > REACH ? 1 : normalCdf(z));
  }
  return below;
}
