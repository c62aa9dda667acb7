import type { CountCells } from './counts.ts';

/**
 * Whether each problem was tried until its first success: none has two, and only those with one have fewer attempts than the most. By chance that
 * is rare. The mean of c/n, and with it Chen's estimator, is then no estimate of pass@k; the likelihood of the counts is as ever.
 */
export function stopsAtSuccess({ numSamples, numCorrect }: CountCells): boolean {
  const minSamples = numSamples[0] ?? 0;
  const maxSamples = numSamples.at(-1) ?? 0;
  return (
    minSamples < maxSamples &&
    numSamples.every((n, i) => numCorrect[i] === 1 || (numCorrect[i] === 0 && n === maxSamples))
  );
}
