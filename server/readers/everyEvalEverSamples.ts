import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readId, readNumber, readScalar, readText } from './json/readScalar.ts';
import type { Reader } from './reader.ts';
import { recordReader, type RecordPlace } from './records.ts';
import { normalizeUsage } from './tokenUsage.ts';

/** Every Eval Ever `{uuid}_samples.jsonl`: one attempt a line, by evaluation and `sample_id`. */
export const readEveryEvalEverSamples: Reader = (log) => {
  const sampleId = field('sample_id', readId);
  const task = field('evaluation_name', readText);
  const model = field('model_id', readText);
  const correct = field('evaluation.is_correct', readScalar);
  const usage = {
    input: field('token_usage.input_tokens', readNumber),
    output: field('token_usage.output_tokens', readNumber),
    total: field('token_usage.total_tokens', readNumber),
    cacheRead: field('token_usage.input_tokens_cache_read', readNumber),
    cacheWrite: field('token_usage.input_tokens_cache_write', readNumber),
    reasoning: field('token_usage.reasoning_tokens', readNumber),
  };
  const counter = createAttemptCounter(log, 'a sample_id');
  const fields = [sampleId, task, model, correct, ...Object.values(usage)];
  const commit = ({ range }: RecordPlace): void => {
    const tokens = normalizeUsage({
      input: usage.input.value,
      output: usage.output.value,
      total: usage.total.value,
      cacheRead: usage.cacheRead.value,
      cacheWrite: usage.cacheWrite.value,
      reasoning: usage.reasoning.value,
    })?.tokens;
    counter.add({
      problemId: sampleId.value,
      task: task.value,
      model: model.value,
      verdict: correct.value,
      tokens,
      range,
    });
  };
  return recordReader(log, { at: '', fields }, commit, () => counter.evals({ scorer: 'is_correct' }));
};
