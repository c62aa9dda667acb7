import type { SampleCounts } from '../../server/core/passAtK.ts';
import type { RandomSource } from '../../server/core/seededRandom.ts';

/** A kind of problems: solve rate of one attempt ~ 1 − Beta(alpha, beta) for a share `ceiling` of them, 0 for the others. */
export interface World {
  readonly alpha: number;
  readonly beta: number;
  readonly ceiling: number;
}

/** Counts of problems drawn from a world, `numSamples` attempts each. */
export function drawProblems(
  world: World,
  numProblems: number,
  numSamples: number,
  random: RandomSource,
): SampleCounts[] {
  return Array.from({ length: numProblems }, () => ({
    numSamples,
    numCorrect: drawBinomial(numSamples, drawSolveRate(world, random), random),
  }));
}

export function drawSolveRate({ alpha, beta, ceiling }: World, random: RandomSource): number {
  if (random() >= ceiling) return 0;
  const failure = drawGamma(alpha, random);
  const success = drawGamma(beta, random);
  return success / (success + failure);
}

export function drawBinomial(n: number, probability: number, random: RandomSource): number {
  let successes = 0;
  for (let i = 0; i < n; i += 1) if (random() < probability) successes += 1;
  return successes;
}

/** Marsaglia & Tsang 2000; shapes below 1 by their boost. */
function drawGamma(shape: number, random: RandomSource): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
