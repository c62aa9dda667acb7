import { createAttemptCounter } from './attemptCounter.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './json/bytes.ts';
import { field, listOf } from './json/fields.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { peekByte } from './json/skipValue.ts';
import { idOfRow, LL_MONKEYS_SCORER } from './llMonkeysNames.ts';
import { stemOf } from './names.ts';
import type { Reader } from './reader.ts';
import { recordReader, type RecordPlace } from './records.ts';
import { readLlMonkeysYaml } from './yaml/llMonkeysYaml.ts';

/** Rows of the Large Language Monkeys data set, `{question, samples, is_corrects, …}`, a problem each: in an array, in lines, or one alone. */
export const readLlMonkeys: Reader = (log) => {
  const first = peekByte(log.window);
  if (first !== OPEN_BRACKET && first !== OPEN_BRACE) return readLlMonkeysYaml(log);
  const index = field('orig_dset_idx', readId);
  const split = field('orig_dset_split', readId);
  const name = field('name', readId);
  const verdicts = field('is_corrects', listOf(readScalar));
  const verdictsOfOld = field('is_correct', listOf(readScalar));
  const counter = createAttemptCounter(log, 'a row');
  const at = first === OPEN_BRACKET ? '*' : '';
  const fields = [index, split, name, verdicts, verdictsOfOld];
  const commit = ({ number, range }: RecordPlace): void => {
    const problemId = idOfRow({ index: index.value, split: split.value, name: name.value }, number);
    counter.addList({ problemId, range }, verdicts.value ?? verdictsOfOld.value);
  };
  const names = { task: stemOf(log.name), scorer: LL_MONKEYS_SCORER };
  return recordReader(log, { at, fields }, commit, () => counter.evals(names));
};
