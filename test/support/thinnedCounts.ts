import type { CountCells } from '../../server/core/counts.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import type { RandomSource } from '../../server/core/seededRandom.ts';

/** n of each problem's attempts, drawn without replacement. */
export function thinnedCounts(
  { numSamples, numCorrect, weight }: CountCells,
  n: number,
  random: RandomSource,
): SampleCounts[] {
  return Array.from(weight, (numProblems, i) =>
    Array.from({ length: numProblems }, () => {
      let left = numCorrect[i]!;
      for (let drawn = 0; drawn < n; drawn += 1) left -= random() * (numSamples[i]! - drawn) < left ? 1 : 0;
      return { numSamples: n, numCorrect: numCorrect[i]! - left };
    }),
  ).flat();
}
