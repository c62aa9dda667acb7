import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { field, listOf } from './json/fields.ts';
import { readFields, fieldTree } from './json/fields.ts';
import { readId, readNumber } from './json/readScalar.ts';
import { peekByte } from './json/skipValue.ts';
import { readDocument } from './logInput.ts';
import type { LogInput } from './logInput.ts';
import { reportSingleAttempts } from './reportSingleAttempts.ts';

/**
 * SWE-bench's report of a run, `<model>.<run_id>.json`: every id that was submitted is an attempt, those in `resolved_ids` passed. A report
 * has one attempt a problem; runs are merged.
 */
export function readSweBench(log: LogInput): EvalCounts[] {
  const total = field('total_instances', readNumber);
  const submitted = field('submitted_ids', listOf(readPlacedId));
  const resolved = field('resolved_ids', listOf(readPlacedId));
  const tree = fieldTree([total, submitted, resolved]);
  const counter = createAttemptCounter(log, 'an id');
  readDocument(log, (window) => {
    readFields(window, tree);
  });
  if (resolved.value !== undefined) {
    const passed = new Set(resolved.value.map((each) => each?.id));
    const tried = new Map((submitted.value ?? resolved.value).map((each) => [each?.id, each?.range]));
    const list = submitted.range ?? resolved.range ?? { start: 0, end: 0 };
    for (const [problemId, range = list] of tried) counter.add({ problemId, verdict: passed.has(problemId), range });
  }
  // The ids are hundreds of lines below the numbers with which the file begins.
  const evals = counter.evals({
    task: 'SWE-bench',
    model: modelOf(log.name),
    scorer: 'resolved',
    range: total.range,
  });
  reportSingleAttempts(log, evals);
  return evals;
}

/** An id and where it stands; undefined for what is no id. */
function readPlacedId(window: ByteWindow): { readonly id: string; readonly range: ByteRange } | undefined {
  peekByte(window);
  const start = offsetOf(window);
  const id = readId(window);
  return id === undefined ? undefined : { id, range: { start, end: offsetOf(window) } };
}

/** The run's id holds no dot, the model's name may; slashes in it were written as two underscores. */
function modelOf(fileName: string): string {
  return fileName
    .replace(/\.json$/, '')
    .replace(/\.[^.]*$/, '')
    .replaceAll('__', '/');
}
