import type { RandomSource } from '../../server/core/seededRandom.ts';
import type { TrialErrors } from '../../server/core/trialCorrelation.ts';

/** Draws a problem's errors: the function is called once a trial, and told the errors of the problem's trials so far. */
export function drawErrors(
  numProblems: number,
  numTrials: number,
  random: RandomSource,
  draw: (random: RandomSource, difficulty: number, previous: number | undefined) => number,
): TrialErrors {
  const values = new Float64Array(numProblems * numTrials);
  for (let i = 0; i < numProblems; i += 1) {
    const difficulty = 0.3 + 0.7 * random();
    for (let t = 0; t < numTrials; t += 1) {
      values[i * numTrials + t] = draw(random, difficulty, t === 0 ? undefined : values[i * numTrials + t - 1]);
    }
  }
  return { numProblems, numTrials, values };
}

/** Given the difficulty, an error of 0 or 1 that knows no other trial. */
export function independentTrials(random: RandomSource, difficulty: number): number {
  return random() < difficulty ? 1 : 0;
}

/** Four in five trials repeat the one before. */
export function stickyTrials(random: RandomSource, difficulty: number, previous: number | undefined): number {
  return previous !== undefined && random() < 0.8 ? previous : independentTrials(random, difficulty);
}
