import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { OPEN_BRACKET } from './json/bytes.ts';
import { field, listOf } from './json/fields.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { peekByte } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';

/** Rows of the Large Language Monkeys data set, `{question, samples, is_corrects, …}`, a problem each: in an array, in lines, or one alone. */
export function readLlMonkeys(log: LogInput): EvalCounts[] {
  const index = field('orig_dset_idx', readId);
  const split = field('orig_dset_split', readId);
  const name = field('name', readId);
  const verdicts = field('is_corrects', listOf(readScalar));
  const verdictsOfOld = field('is_correct', listOf(readScalar));
  const counter = createAttemptCounter(log, 'a row');
  const at = peekByte(log.window) === OPEN_BRACKET ? '*' : '';
  forEachRecord(log, { at, fields: [index, split, name, verdicts, verdictsOfOld] }, ({ number, range }) => {
    const problemId =
      index.value === undefined ? (name.value ?? String(number)) : [split.value, index.value].filter(Boolean).join('/');
    counter.addList({ problemId, range }, verdicts.value ?? verdictsOfOld.value);
  });
  return counter.evals({ task: stemOf(log.name), scorer: 'is_corrects' });
}
