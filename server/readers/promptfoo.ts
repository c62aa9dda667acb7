import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readId, readNumber, readRaw, readScalar, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { idOfText, stemOf } from './names.ts';
import { forEachRecord } from './records.ts';
import { normalizeUsage } from './tokenUsage.ts';

/** As promptfoo numbers reasons of failure: the provider gave no answer that could be judged. */
const PROVIDER_ERROR = 2;

/** promptfoo's results: attempts with the same variables, prompt and provider are at one problem, of one evaluation a prompt and provider. */
export function readPromptfoo(log: LogInput): EvalCounts[] {
  const description = field('config.description', readText);
  const vars = field('vars', readRaw);
  const testIndex = field('testIdx', readId);
  const promptIndex = field('promptIdx', readNumber);
  // A provider is its id, or an object that has one.
  const provider = field('provider.id', readText);
  const success = field('success', readScalar);
  const failure = field('failureReason', readNumber);
  const cost = field('cost', readNumber);
  const usage = {
    input: field('response.tokenUsage.prompt', readNumber),
    output: field('response.tokenUsage.completion', readNumber),
    total: field('response.tokenUsage.total', readNumber),
  };
  const fields = [vars, testIndex, promptIndex, provider, success, failure, cost, ...Object.values(usage)];
  const counter = createAttemptCounter(log, 'vars');
  forEachRecord(log, { at: 'results.results.*', fields, header: [description] }, ({ range }) => {
    const text = vars.value === undefined ? '{}' : compact(vars.value);
    const tokens = normalizeUsage({
      input: usage.input.value,
      output: usage.output.value,
      total: usage.total.value,
      costUsd: cost.value,
    })?.tokens;
    counter.add({
      problemId: text === '{}' ? testIndex.value : idOfText(text),
      model: provider.value,
      scorer:
        promptIndex.value === undefined || promptIndex.value === 0
          ? 'success'
          : `success of prompt ${promptIndex.value + 1}`,
      verdict: failure.value === PROVIDER_ERROR ? undefined : success.value,
      tokens,
      range,
    });
  });
  return counter.evals({ task: description.value ?? stemOf(log.name) });
}

/** The same value on one line, whatever the file's indentation. */
function compact(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}
