import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { harborModel } from './harborModel.ts';
import { field } from './json/fields.ts';
import { forEachNumber } from './json/forEachNumber.ts';
import { readId, readNumber, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { forEachRecord } from './records.ts';
import { normalizeUsage } from './tokenUsage.ts';

/** Harbor's `result.json` of a trial: one attempt. Each reward is an evaluation of its own; a trial without rewards has 0, as Harbor takes it. */
export function readHarborTrial(log: LogInput): EvalCounts[] {
  const taskName = field('task_name', readId);
  const source = field('source', readText);
  const agent = field('agent_info.name', readText);
  const model = field('agent_info.model_info.name', readText);
  const rewards = field('verifier_result.rewards', (window) => {
    const found = new Map<string, number>();
    forEachNumber(window, 1, (value, { keys: [name = ''] }) => found.set(name, value));
    return found;
  });
  const usage = {
    input: field('agent_result.n_input_tokens', readNumber),
    cacheRead: field('agent_result.n_cache_tokens', readNumber),
    output: field('agent_result.n_output_tokens', readNumber),
    costUsd: field('agent_result.cost_usd', readNumber),
  };
  const counter = createAttemptCounter(log, 'a task_name');
  const fields = [taskName, source, agent, model, rewards, ...Object.values(usage)];
  forEachRecord(log, { at: '', fields }, ({ range }) => {
    const tokens = normalizeUsage({
      input: usage.input.value,
      cacheRead: usage.cacheRead.value,
      output: usage.output.value,
      costUsd: usage.costUsd.value,
    })?.tokens;
    const found = rewards.value === undefined || rewards.value.size === 0 ? new Map([['reward', 0]]) : rewards.value;
    for (const [scorer, verdict] of found) counter.add({ problemId: taskName.value, scorer, verdict, tokens, range });
  });
  return counter.evals({ task: source.value ?? 'adhoc', model: harborModel(agent.value, model.value) });
}
