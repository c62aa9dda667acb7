import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readScalar, readText } from './json/readScalar.ts';
import { idOfText } from './names.ts';
import type { Reader } from './reader.ts';
import { recordReader, type RecordPlace } from './records.ts';

/**
 * verl's generations of a training step, `<step>.jsonl`: attempts with the same `input` are at one problem. The step is the model: merged
 * files are runs of one step. `acc`, where the reward records it, is a scorer of its own, for a score may be a reward of another range.
 */
export const readVerl: Reader = (log) => {
  const input = field('input', readText);
  const score = field('score', readScalar);
  const accuracy = field('acc', readScalar);
  const counter = createAttemptCounter(log, 'an input');
  const commit = ({ range }: RecordPlace): void => {
    const problemId = input.value === undefined ? undefined : idOfText(input.value);
    counter.add({ problemId, scorer: 'score', verdict: score.value, range });
    if (accuracy.range !== undefined) counter.add({ problemId, scorer: 'acc', verdict: accuracy.value, range });
  };
  const names = { task: log.folder, model: `step ${log.name.replace(/\.jsonl$/, '')}` };
  return recordReader(log, { at: '', fields: [input, score, accuracy] }, commit, () => counter.evals(names));
};
