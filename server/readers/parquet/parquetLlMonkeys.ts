import type { EvalCounts } from '../../core/counts.ts';
import { createAttemptCounter } from '../attemptCounter.ts';
import { idOfRow, LL_MONKEYS_SCORER } from '../llMonkeysNames.ts';
import { stemOf } from '../names.ts';
import type { ParquetLog } from './parquetLog.ts';
import { scalarOf, scalarsOf } from './values.ts';

/** Rows of the Large Language Monkeys data set: a problem each, with the verdicts of its attempts in a list. */
export function readParquetLlMonkeys({ name, issues, leaves, forEachRow }: ParquetLog): EvalCounts[] {
  const find = (...names: readonly string[]): (readonly string[])[] =>
    leaves.filter(([top = '']) => names.includes(top)).slice(0, 1);
  const wanted = [find('is_corrects', 'is_correct'), find('orig_dset_idx'), find('orig_dset_split'), find('name')];
  const counter = createAttemptCounter({ issues }, 'a row');
  forEachRow(wanted.flat(), (values, row) => {
    let at = 0;
    const [verdicts, index, split, problem] = wanted.map(({ length }) => (length === 0 ? undefined : values[at++]));
    const text = (value: unknown): string | undefined => {
      const scalar = scalarOf(value) ?? undefined;
      return scalar === undefined ? undefined : String(scalar);
    };
    const problemId = idOfRow({ index: text(index), split: text(split), name: text(problem) }, row + 1);
    counter.addList({ problemId, range: { start: row, end: row + 1 } }, scalarsOf(verdicts));
  });
  return counter.evals({ task: stemOf(name), scorer: LL_MONKEYS_SCORER });
}
