import { normalCdf } from './normalCdf.ts';

/** A mixture of normal distributions; weights sum to 1, deviations are above 0. */
export interface NormalMixture {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly weights: Float64Array;
}

/** Beyond this many deviations a component counts as wholly on one side: 1e-7. */
const REACH = 5.2;

/** Quantile by bisection between the outermost components, to 1e-5 of the mixture's extent. */
export function mixtureQuantile({ means, deviations, weights }: NormalMixture, probability: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < means.length; i += 1) {
    low = Math.min(low, means[i]! - REACH * deviations[i]!);
    high = Math.max(high, means[i]! + REACH * deviations[i]!);
  }
  for (let iteration = 0; iteration < 17; iteration += 1) {
    const middle = (low + high) / 2;
    let below = 0;
    for (let i = 0; i < means.length; i += 1) {
      const z = (middle - means[i]!) / deviations[i]!;
      below += weights[i]! * (z < -REACH ? 0 : z > REACH ? 1 : normalCdf(z));
    }
    if (below < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
