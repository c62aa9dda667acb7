import { normalCdf } from './normalCdf.ts';

/** A mixture of normal distributions; weights sum to 1, deviations are above 0. */
export interface NormalMixture {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
}

/** Quantile by bisection between the outermost components, to 1e-7 of the mixture's extent. */
export function mixtureQuantile({ means, deviations, weights }: NormalMixture, probability: number): number {
  let low = Infinity;
  let high = -Infinity;
  means.forEach((mean, i) => {
    low = Math.min(low, mean - 6 * deviations[i]!);
    high = Math.max(high, mean + 6 * deviations[i]!);
  });
  for (let iteration = 0; iteration < 24; iteration += 1) {
    const middle = (low + high) / 2;
    let below = 0;
    for (let i = 0; i < means.length; i += 1) {
      const z = (middle - means[i]!) / deviations[i]!;
      below += weights[i]! * (z < -6 ? 0 : z > 6 ? 1 : normalCdf(z));
    }
    if (below < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const NUM_BINS = 128;

/** Components gathered in bins of equal width by their mean, each bin with its mean mean and mean variance. */
export function binnedMixture(means: Float64Array, variances: Float64Array, weights: Float64Array): NormalMixture {
  let low = Infinity;
  let high = -Infinity;
  for (const mean of means) {
    low = Math.min(low, mean);
    high = Math.max(high, mean);
  }
  const scale = (NUM_BINS - 1e-6) / Math.max(high - low, 1e-12);
  const sums = {
    weight: new Float64Array(NUM_BINS),
    mean: new Float64Array(NUM_BINS),
    variance: new Float64Array(NUM_BINS),
  };
  let total = 0;
  for (let i = 0; i < means.length; i += 1) {
    const bin = Math.floor((means[i]! - low) * scale);
    const weight = weights[i]!;
    sums.weight[bin] = sums.weight[bin]! + weight;
    sums.mean[bin] = sums.mean[bin]! + weight * means[i]!;
    sums.variance[bin] = sums.variance[bin]! + weight * variances[i]!;
    total += weight;
  }
  const filled = Array.from(sums.weight.keys()).filter((bin) => sums.weight[bin]! > 0);
  return {
    means: filled.map((bin) => sums.mean[bin]! / sums.weight[bin]!),
    deviations: filled.map((bin) => Math.sqrt(Math.max(sums.variance[bin]! / sums.weight[bin]!, 1e-14))),
    weights: filled.map((bin) => sums.weight[bin]! / total),
  };
}
