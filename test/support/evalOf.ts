import type { EvalCounts } from '../../server/core/counts.ts';

/** An evaluation of problems named 0, 1, … with these counts. */
export function evalOf(counts: readonly (readonly [numSamples: number, numCorrect: number])[], model = ''): EvalCounts {
  const problems = counts.map(([numSamples, numCorrect], i) => ({ problemId: String(i), numSamples, numCorrect }));
  return { task: '', model, scorer: '', problems, recorded: [] };
}
