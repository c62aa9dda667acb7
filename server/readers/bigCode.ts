import type { EvalCounts } from '../core/counts.ts';
import { field, fieldTree, readFields } from './json/fields.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import { readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';

/** BigCode's `evaluation_results.json`: `{task: {"pass@1": …}, config}`, aggregates only. */
export function readBigCode(log: LogInput): EvalCounts[] {
  const evals = createMetricEvals(log);
  const model = field('config.model', readText);
  const tasks = field('*', (window, task) => {
    forEachNumber(window, 1, (value, { keys: [name = ''], range }) => {
      evals.add({ task, scorer: 'pass@k', name, value, range });
    });
    return undefined;
  });
  const tree = fieldTree([model, tasks]);
  readDocument(log, (window) => {
    readFields(window, tree);
  });
  return evals.all({ model: model.value });
}
