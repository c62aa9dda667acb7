import type { CellPosterior, EvalAnalysis } from './analysis.ts';
import type { SampleCounts } from './passAtK.ts';

/** The posterior of a problem by its counts; undefined where nothing can be said of these counts. */
export function posteriorOf(
  { posteriors }: Pick<EvalAnalysis, 'posteriors'>,
  { numSamples, numCorrect }: SampleCounts,
): CellPosterior | undefined {
  let low = 0;
  let high = posteriors.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const at = posteriors[middle]!;
    if (at.numSamples < numSamples || (at.numSamples === numSamples && at.numCorrect < numCorrect)) low = middle + 1;
    else high = middle;
  }
  const found = posteriors[low];
  return found?.numSamples === numSamples && found.numCorrect === numCorrect ? found : undefined;
}
