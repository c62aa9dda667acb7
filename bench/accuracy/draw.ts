import { logSolveAt } from '../../server/core/solveRateGrid.ts';
import type { RandomSource } from '../../server/core/seededRandom.ts';

/** Draws the solve rate of a problem. */
export type SolveRateLaw = (random: RandomSource) => number;

/** s ~ Beta(β, α). */
export function beta(shapeOfSolved: number, shapeOfFailed: number): SolveRateLaw {
  return (random) => {
    const solved = gammaVariate(shapeOfSolved, random);
    return solved / (solved + gammaVariate(shapeOfFailed, random));
  };
}

/** P(s ≤ x) = 1 − (1 − x^a)^b. */
export function kumaraswamy(a: number, b: number): SolveRateLaw {
  return (random) => (-Math.expm1(Math.log1p(-random()) / b)) ** (1 / a);
}

/** logit s ~ N(mean, sd²). */
export function logitNormal(mean: number, sd: number): SolveRateLaw {
  return (random) => Math.exp(logSolveAt(mean + sd * normalVariate(random)));
}

/** logit s uniform. */
export function uniformLogit(low: number, high: number): SolveRateLaw {
  return (random) => Math.exp(logSolveAt(low + (high - low) * random()));
}

/** All problems equally hard. */
export function always(rate: number): SolveRateLaw {
  return () => rate;
}

/** A share of the problems of one kind, the others of another. */
export function twoKinds(share: number, one: SolveRateLaw, other: SolveRateLaw): SolveRateLaw {
  return (random) => (random() < share ? one(random) : other(random));
}

export function binomialVariate(n: number, rate: number, random: RandomSource): number {
  let count = 0;
  for (let i = 0; i < n; i += 1) count += random() < rate ? 1 : 0;
  return count;
}

/** Successes among n of the attempts, drawn without replacement. */
export function hypergeometricVariate(numSamples: number, numCorrect: number, n: number, random: RandomSource): number {
  let left = numCorrect;
  for (let drawn = 0; drawn < n; drawn += 1) left -= random() * (numSamples - drawn) < left ? 1 : 0;
  return numCorrect - left;
}

function normalVariate(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia & Tsang 2000; below shape 1 by the power of a uniform. */
function gammaVariate(shape: number, random: RandomSource): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalVariate(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
