import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readScalar, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { idOfText } from './names.ts';
import { forEachRecord } from './records.ts';

/**
 * verl's generations of a training step, `<step>.jsonl`: attempts with the same `input` are at one problem. The step is the model: merged
 * files are runs of one step. `acc`, where the reward records it, is a scorer of its own, for a score may be a reward of another range.
 */
export function readVerl(log: LogInput): EvalCounts[] {
  const input = field('input', readText);
  const score = field('score', readScalar);
  const accuracy = field('acc', readScalar);
  const counter = createAttemptCounter(log, 'an input');
  forEachRecord(log, { at: '', fields: [input, score, accuracy] }, ({ range }) => {
    const problemId = input.value === undefined ? undefined : idOfText(input.value);
    counter.add({ problemId, scorer: 'score', verdict: score.value, range });
    if (accuracy.range !== undefined) counter.add({ problemId, scorer: 'acc', verdict: accuracy.value, range });
  });
  return counter.evals({ task: log.folder, model: `step ${log.name.replace(/\.jsonl$/, '')}` });
}
