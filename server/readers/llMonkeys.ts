import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { OPEN_BRACKET } from './json/bytes.ts';
import { field, listOf } from './json/fields.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { peekByte } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';

/** What the verdicts of a row are called. */
export const LL_MONKEYS_SCORER = 'is_corrects';

/** `orig_dset_split/orig_dset_idx`, else the name, else the row's number, from 1. */
export function idOfRow(
  { index, split, name }: { readonly [key in 'index' | 'split' | 'name']: string | undefined },
  number: number,
): string {
  return index === undefined ? (name ?? String(number)) : [split, index].filter(Boolean).join('/');
}

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
    const problemId = idOfRow({ index: index.value, split: split.value, name: name.value }, number);
    counter.addList({ problemId, range }, verdicts.value ?? verdictsOfOld.value);
  });
  return counter.evals({ task: stemOf(log.name), scorer: LL_MONKEYS_SCORER });
}
