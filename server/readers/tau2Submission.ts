import type { EvalCounts } from '../core/counts.ts';
import { field } from './json/fields.ts';
import { fieldTree, readFields } from './json/fields.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import { readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';

/** A submission to tau2-bench's leaderboard: `results.<domain>.pass_<k>` is pass^k, that all of k trials pass, in percent. */
export function readTau2Submission(log: LogInput): EvalCounts[] {
  const evals = createMetricEvals(log);
  const model = field('model_name', readText);
  const results = field('results', (window) => {
    forEachNumber(window, 2, (value, { keys: [domain = '', metric = ''], range }) => {
      const k = /^pass_([1-9]\d*)$/.exec(metric)?.[1];
      if (k === undefined) return;
      evals.add({
        task: `tau2-bench ${domain}`,
        name: `pass^${k}`,
        kind: 'passHatK',
        k: Number(k),
        value: value / 100,
        range,
      });
    });
    return undefined;
  });
  const tree = fieldTree([model, results]);
  readDocument(log, (window) => {
    readFields(window, tree);
  });
  return evals.all({ model: model.value, scorer: 'reward' });
}
