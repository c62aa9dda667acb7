import type { CellLikelihoods } from './cellLikelihoods.ts';
import { dotRange } from './dot.ts';

/**
 * Towards the nonparametric maximum-likelihood estimate of the distribution of the solve rate (Kiefer & Wolfowitz 1956), by EM from a first guess
 * over the cells of the solve-rate grid. Each step raises the likelihood; near the maximum slowly.
 */
export function nonparametricMixing(data: CellLikelihoods, guess: Float64Array, steps: number): Float64Array {
  const { first, end, offset, values } = data;
  const { weight, numProblems } = data.counts;
  const total = guess.reduce((sum, mass) => sum + mass, 0);
  // Every cell stays possible: what EM once sets to 0 remains so.
  const mixing = guess.map((mass) => (0.99 * mass) / total + 0.01 / guess.length);
  const gradient = new Float64Array(mixing.length);
  for (let step = 0; step < steps; step += 1) {
    gradient.fill(0);
    for (let i = 0; i < weight.length; i += 1) {
      const from = first[i]!;
      const last = end[i]!;
      const shift = offset[i]! - from;
      const factor = weight[i]! / (numProblems * dotRange(mixing, from, values, offset[i]!, last - from));
      for (let cell = from; cell < last; cell += 1) gradient[cell] = gradient[cell]! + factor * values[cell + shift]!;
    }
    for (let cell = 0; cell < mixing.length; cell += 1) mixing[cell] = mixing[cell]! * gradient[cell]!;
  }
  return mixing;
}
