import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field, listOf } from './json/fields.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { liveCodeBenchNames } from './liveCodeBenchNames.ts';
import type { LogInput } from './logInput.ts';
import { forEachRecord } from './records.ts';

/** LiveCodeBench `…_eval_all.json`: an array of problems with `graded_list`, a verdict an attempt. */
export function readLiveCodeBench(log: LogInput): EvalCounts[] {
  const questionId = field('question_id', readId);
  const testId = field('test_id', readId);
  const sampleId = field('id', readId);
  const graded = field('graded_list', listOf(readScalar));
  const counter = createAttemptCounter(log, 'a question_id');
  forEachRecord(log, { at: '*', fields: [questionId, testId, sampleId, graded] }, ({ range }) => {
    // Scenarios other than code generation ask several things about one question.
    const part = sampleId.value ?? testId.value;
    const problemId = part === undefined ? questionId.value : `${questionId.value ?? ''}/${part}`;
    counter.addList({ problemId, range: questionId.range ?? range }, graded.value);
  });
  return counter.evals({ ...liveCodeBenchNames(log), scorer: 'graded_list' });
}
