import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field, fieldTree, listOf, readFields } from './json/fields.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readScalar, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { idOfText, stemOf } from './names.ts';
import { forEachRecord } from './records.ts';
import { reportSingleAttempts } from './reportSingleAttempts.ts';

interface Metric {
  readonly name: string;
  readonly success: Scalar | undefined;
}

/**
 * DeepEval's test run: `testCases[]`, of which those with the same input are attempts at one problem. Whether all metrics passed is an
 * evaluation, and each metric is one. The cost it records is the judge's: left out.
 */
export function readDeepEval(log: LogInput): EvalCounts[] {
  const name = field('name', readId);
  const input = field('input', readText);
  const success = field('success', readScalar);
  const metrics = field('metricsData', listOf(metricReader()));
  const counter = createAttemptCounter(log, 'an input');
  forEachRecord(log, { at: 'testCases.*', fields: [name, input, success, metrics] }, ({ range }) => {
    const problemId = input.value === undefined ? name.value : idOfText(input.value);
    counter.add({ problemId, scorer: 'success', verdict: success.value, range });
    for (const metric of metrics.value ?? []) {
      if (metric !== undefined) counter.add({ problemId, scorer: metric.name, verdict: metric.success, range });
    }
  });
  const evals = counter.evals({ task: stemOf(log.name), scorer: 'success' });
  reportSingleAttempts(log, evals);
  return evals;
}

function metricReader(): (window: ByteWindow) => Metric | undefined {
  const name = field('name', readText);
  const success = field('success', readScalar);
  const tree = fieldTree([name, success]);
  return (window) => {
    name.clear();
    success.clear();
    readFields(window, tree);
    return name.value === undefined ? undefined : { name: name.value, success: success.value };
  };
}
