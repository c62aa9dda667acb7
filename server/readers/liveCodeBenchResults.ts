import type { EvalCounts, RecordedMetric } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { field, listOf } from './json/fields.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import type { Scalar } from './json/readScalar.ts';
import { readScalar } from './json/readScalar.ts';
import { liveCodeBenchNames } from './liveCodeBenchNames.ts';
import type { LogInput } from './logInput.ts';
import { recordedPassAtK } from './recordedPassAtK.ts';
import { forEachRecord } from './records.ts';

/**
 * LiveCodeBench `…_eval.json`: `[metrics, results, metadata]`, `results[problem]` holding a list of test outcomes an attempt. Problems are
 * known by their number only: its scorer has another name than that of `…_eval_all.json`, lest merging counts the same attempts twice.
 */
export function readLiveCodeBenchResults(log: LogInput): EvalCounts[] {
  const recorded: RecordedMetric[] = [];
  const metrics = field('0', (window) => {
    readMetrics(window, recorded);
    return undefined;
  });
  const attempts = field('', listOf(listOf(readScalar)));
  const counter = createAttemptCounter(log, 'a number');
  forEachRecord(log, { at: '1.*', fields: [attempts], header: [metrics] }, ({ key, range }) => {
    counter.addList({ problemId: key, range }, attempts.value?.map(verdictOf));
  });
  // The results are hundreds of lines below the metrics, with which the file begins.
  const range = recorded[0]?.range ?? metrics.range;
  return counter.evals({ ...liveCodeBenchNames(log), scorer: 'all tests', recorded, range });
}

/** Tests give true, or a number that is positive for a pass: errors are -1 and below. An attempt without any test has no verdict. */
function verdictOf(tests: readonly (Scalar | undefined)[] | undefined): boolean | undefined {
  if (tests === undefined || tests.length === 0) return undefined;
  return tests.every((test) => test === true || (typeof test === 'number' && test > 0));
}

function readMetrics(window: ByteWindow, recorded: RecordedMetric[]): void {
  forEachNumber(window, 1, (value, { keys: [name = ''], range }) => {
    const metric = recordedPassAtK(name, value, range);
    if (metric !== undefined) recorded.push(metric);
  });
}
