import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readId, readNumber, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { forEachRecord } from './records.ts';
import { isFullReward } from './rewards.ts';

const NOT_JUDGED: ReadonlySet<string> = new Set(['infrastructure_error', 'context_window_exceeded']);

/**
 * tau2-bench `results.json`: `simulations[]`, an attempt each, or `simulation_index[]` where these are files of their own. One that never
 * came to an end that could be judged is no attempt, as the benchmark has it. `agent_cost` is the model's; `user_cost`, of the simulated user, is left out.
 */
export function readTau2Bench(log: LogInput): EvalCounts[] {
  const domain = field('info.environment_info.domain_name', readText);
  const model = field('info.agent_info.llm', readText);
  const taskId = field('task_id', readId);
  const trial = field('trial', readId);
  const reward = field('reward_info.reward', readNumber);
  const indexedReward = field('reward', readNumber);
  const ending = field('termination_reason', readText);
  const cost = field('agent_cost', readNumber);
  const fields = [taskId, trial, reward, indexedReward, ending, cost];
  const counter = createAttemptCounter(log, 'a task_id');
  forEachRecord(log, { at: ['simulations.*', 'simulation_index.*'], fields, header: [domain, model] }, ({ range }) => {
    const isBroken = NOT_JUDGED.has(ending.value ?? '');
    counter.add({
      problemId: taskId.value,
      // The trial is run again: only a verdict takes its place.
      trial: isBroken ? undefined : trial.value,
      verdict: isBroken ? undefined : isFullReward(reward.value ?? indexedReward.value),
      tokens: cost.value === undefined ? undefined : { costUsd: cost.value },
      range,
    });
  });
  return counter.evals({ task: `tau2-bench ${domain.value ?? ''}`.trimEnd(), model: model.value, scorer: 'reward' });
}
