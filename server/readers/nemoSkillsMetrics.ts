import type { EvalCounts } from '../core/counts.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';

/** Metrics that are the share of right answers; others are tokens, times, or shares of something else. */
const CORRECTNESS = /(?:^|_)correct$|^correct_judgements$|^passing_\w+_tests$|^accuracy$/;

/**
 * NeMo-Skills `metrics.json`: `{benchmark: {"pass@4": {symbolic_correct: 75.0, …}}}`, aggregates in percent. `majority@k` is a vote, and
 * `pass@1[avg-of-k]` the mean of the first k seeds: neither is a point of the pass@k curve.
 */
export function readNemoSkillsMetrics(log: LogInput): EvalCounts[] {
  const evals = createMetricEvals(log);
  readDocument(log, (window) => {
    forEachNumber(window, 3, (value, { keys, range }) => {
      const [task = '', mode = '', metric = ''] = keys;
      if (CORRECTNESS.test(metric)) evals.add({ task, scorer: metric, name: mode, value: value / 100, range });
    });
  });
  return evals.all();
}
