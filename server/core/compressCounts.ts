import type { CountCells, ProblemCounts } from './counts.ts';

/** Distinct (n, c) with the number of problems that have them: what every fit works on. Linear in the problems. */
export function compressCounts(problems: readonly Pick<ProblemCounts, 'numSamples' | 'numCorrect'>[]): CountCells {
  const weights = new Map<number, Map<number, number>>();
  for (const { numSamples, numCorrect } of problems) {
    const ofSamples = weights.get(numSamples) ?? new Map<number, number>();
    weights.set(numSamples, ofSamples);
    ofSamples.set(numCorrect, (ofSamples.get(numCorrect) ?? 0) + 1);
  }
  const cells = [...weights]
    .flatMap(([numSamples, byCorrect]) =>
      [...byCorrect].map(([numCorrect, weight]) => ({ numSamples, numCorrect, weight })),
    )
    .sort((a, b) => a.numSamples - b.numSamples || a.numCorrect - b.numCorrect);
  return {
    numSamples: Float64Array.from(cells, (cell) => cell.numSamples),
    numCorrect: Float64Array.from(cells, (cell) => cell.numCorrect),
    weight: Float64Array.from(cells, (cell) => cell.weight),
    numProblems: problems.length,
  };
}
