import type { TokenUsage } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field, listOf } from './json/fields.ts';
import { readId, readNumber, readScalar, readText } from './json/readScalar.ts';
import type { Reader } from './reader.ts';
import { recordReader, type RecordPlace } from './records.ts';
import { normalizeUsage } from './tokenUsage.ts';

/**
 * Events of openai/evals: `{spec}`, events, `{final_report}`. A `match` of a sample is an attempt, with the tokens of the `sampling` before it.
 */
export const readOpenaiEvals: Reader = (log) => {
  const evalName = field('spec.eval_name', readText);
  const completers = field('spec.completion_fns', listOf(readText));
  const type = field('type', readText);
  const sampleId = field('sample_id', readId);
  const correct = field('data.correct', readScalar);
  const input = field('data.usage.prompt_tokens', readNumber);
  const output = field('data.usage.completion_tokens', readNumber);
  const total = field('data.usage.total_tokens', readNumber);
  const counter = createAttemptCounter(log, 'a sample_id');
  const sampled = new Map<string, TokenUsage | undefined>();
  let names: { readonly task: string | undefined; readonly model: string | undefined } = {
    task: undefined,
    model: undefined,
  };
  const fields = [evalName, completers, type, sampleId, correct, input, output, total];
  const commit = ({ range }: RecordPlace): void => {
    if (evalName.range !== undefined || completers.range !== undefined) {
      names = { task: evalName.value, model: completers.value?.[0] };
    }
    const id = sampleId.value;
    if (type.value === 'sampling' && id !== undefined) {
      sampled.set(id, normalizeUsage({ input: input.value, output: output.value, total: total.value })?.tokens);
    } else if (type.value === 'match') {
      counter.add({
        problemId: id,
        verdict: correct.value,
        tokens: id === undefined ? undefined : sampled.get(id),
        range,
      });
      if (id !== undefined) sampled.delete(id);
    }
  };
  return recordReader(log, { at: '', fields }, commit, () => counter.evals({ ...names, scorer: 'match' }));
};
