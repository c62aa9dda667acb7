/** A generic counts file. `prefix` tells the problems of several files apart. */
export function countsCsv(
  counts: readonly (readonly [numSamples: number, numCorrect: number])[],
  prefix = 'p',
): string {
  const rows = counts.map(([n, c], index) => `${prefix}${index},${n},${c}`);
  return ['problem,num_samples,num_correct', ...rows, ''].join('\n');
}

/** Twelve problems of ten attempts, from never to always solved. */
export const mixedCounts = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 9, 10].map((c) => [10, c] as const);
