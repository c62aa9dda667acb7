import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field, listOf } from './json/fields.ts';
import { readFields, fieldTree } from './json/fields.ts';
import { readId } from './json/readScalar.ts';
import { readDocument } from './logInput.ts';
import type { LogInput } from './logInput.ts';
import { reportSingleAttempts } from './reportSingleAttempts.ts';

/**
 * SWE-bench's report of a run, `<model>.<run_id>.json`: every id that was submitted is an attempt, those in `resolved_ids` passed. A report
 * has one attempt a problem; runs are merged.
 */
export function readSweBench(log: LogInput): EvalCounts[] {
  const submitted = field('submitted_ids', listOf(readId));
  const resolved = field('resolved_ids', listOf(readId));
  const tree = fieldTree([submitted, resolved]);
  const counter = createAttemptCounter(log, 'an id');
  readDocument(log, (window) => {
    readFields(window, tree);
  });
  const range = submitted.range ?? resolved.range;
  if (range !== undefined && resolved.value !== undefined) {
    const passed = new Set(resolved.value);
    for (const problemId of new Set(submitted.value ?? resolved.value))
      counter.add({ problemId, verdict: passed.has(problemId), range });
  }
  const evals = counter.evals({ task: 'SWE-bench', model: modelOf(log.name), scorer: 'resolved' });
  reportSingleAttempts(log, evals);
  return evals;
}

/** The run's id holds no dot, the model's name may; slashes in it were written as two underscores. */
function modelOf(fileName: string): string {
  return fileName
    .replace(/\.json$/, '')
    .replace(/\.[^.]*$/, '')
    .replaceAll('__', '/');
}
