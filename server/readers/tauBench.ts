import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field, listOf } from './json/fields.ts';
import { enterObject, keySet, nextKey } from './json/containers.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { readId, readNumber, readText } from './json/readScalar.ts';
import { skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';
import { isFullReward } from './rewards.ts';

/**
 * tau-bench: an array of `{task_id, reward, info, traj, trial}`, an attempt each. The file does not name its domain, but the tools do that
 * the tasks call for: without it the numbered tasks of two domains would pass for the same problems when runs are merged.
 * `info.user_cost` is what the simulated user cost, not the model: it is left out.
 */
export function readTauBench(log: LogInput): EvalCounts[] {
  const taskId = field('task_id', readId);
  const reward = field('reward', readNumber);
  const trial = field('trial', readId);
  const actions = field('info.task.actions', listOf(readActionName));
  const counter = createAttemptCounter(log, 'a task_id');
  let domain: string | undefined;
  forEachRecord(log, { at: '*', fields: [taskId, reward, trial, actions] }, ({ range }) => {
    domain ??= domainOf(actions.value ?? []);
    counter.add({ problemId: taskId.value, verdict: isFullReward(reward.value), trial: trial.value, range });
  });
  return counter.evals({
    task: domain === undefined ? 'tau-bench' : `tau-bench ${domain}`,
    model: modelOf(log.name),
    scorer: 'reward',
  });
}

const ACTION_KEYS = keySet('name');

function readActionName(window: ByteWindow): string | undefined {
  let name: string | undefined;
  if (!enterObject(window)) return undefined;
  for (let key = nextKey(window, ACTION_KEYS); key !== undefined; key = nextKey(window, ACTION_KEYS)) {
    if (key === 'name') name = readText(window);
    else skipValue(window);
  }
  return name;
}

function domainOf(actions: readonly (string | undefined)[]): string | undefined {
  for (const name of actions) {
    if (name === undefined) continue;
    if (/_reservation|_flight|certificate/.test(name)) return 'airline';
    if (/_order|_item|user_address/.test(name)) return 'retail';
  }
  return undefined;
}

/** `tool-calling-gpt-4o-0.0_range_0--1_user-gpt-4o-llm_….json`, or `gpt-4o-airline.json`. */
function modelOf(fileName: string): string {
  const named = /^(?:tool-calling|act|react|few-shot)-(.+)-[\d.]+_range_/.exec(fileName)?.[1];
  return named ?? stemOf(fileName).replace(/-(?:airline|retail)$/, '');
}
