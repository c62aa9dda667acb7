import type { EvalCounts } from '../core/counts.ts';
import { field, fieldTree, readFields } from './json/fields.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import { readText } from './json/readScalar.ts';
import { metricOfLightEval } from './lightEvalMetrics.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';

/** lighteval's `results_<time>.json`: `results.<task>.<metric>`, aggregates only; `all` is their mean over tasks. */
export function readLightEval(log: LogInput): EvalCounts[] {
  const evals = createMetricEvals(log);
  const model = field('config_general.model_name', readText);
  const modelOfConfig = field('config_general.model_config.model_name', readText);
  const results = field('results', (window) => {
    forEachNumber(window, 2, (value, { keys: [task = '', name = ''], range }) => {
      const metric = metricOfLightEval(name);
      if (task === 'all' || metric === undefined) return;
      evals.add({ task, scorer: metric.scorer, name, k: metric.k, value, range });
    });
    return undefined;
  });
  const tree = fieldTree([model, modelOfConfig, results]);
  readDocument(log, (window) => {
    readFields(window, tree);
  });
  return evals.all({ model: model.value ?? modelOfConfig.value });
}
