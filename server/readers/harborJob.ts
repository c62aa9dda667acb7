import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { harborModel } from './harborModel.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { enterObject, nextAnyKey } from './json/containers.ts';
import { field, listOf } from './json/fields.ts';
import { readId } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { readPassAtKByNumber } from './recordedPassAtK.ts';
import { forEachRecord } from './records.ts';

type TrialsByReward = ReadonlyMap<string, readonly string[]>;

/**
 * Harbor's `result.json` of a job: `stats.evals[agent__model__dataset]` lists the names of trials by reward, and of those that an exception
 * ended. Its scorers are named apart from those of the trials' own files, so that merging a folder counts no attempt twice.
 */
export function readHarborJob(log: LogInput): EvalCounts[] {
  const rewardStats = field('reward_stats', readLists);
  const exceptions = field('exception_stats', (window) => readTrials(window));
  const passAtK = field('pass_at_k', readPassAtKByNumber);
  const evals: EvalCounts[] = [];
  forEachRecord(log, { at: 'stats.evals.*', fields: [rewardStats, exceptions, passAtK] }, ({ key, range }) => {
    const counter = createAttemptCounter(log, 'a name');
    const stats = rewardStats.value ?? new Map<string, TrialsByReward>();
    const failed = [...(exceptions.value?.values() ?? [])].flat();
    for (const [reward, trials] of stats.size === 0 ? new Map([['reward', new Map<string, string[]>()]]) : stats) {
      const scorer = `${reward} (job)`;
      for (const [value, names] of trials) {
        for (const trial of names)
          counter.add({ problemId: taskOf(trial), trial, scorer, verdict: Number(value), range });
      }
      const rewarded = new Set([...trials.values()].flat());
      for (const trial of failed) {
        if (!rewarded.has(trial)) counter.add({ problemId: taskOf(trial), trial, scorer, verdict: 0, range });
      }
    }
    const { agent, model, dataset } = partsOf(key);
    const recorded = passAtK.value ?? [];
    evals.push(
      ...counter.evals({ task: dataset, model: harborModel(agent, model), scorer: 'reward (job)', recorded, range }),
    );
  });
  return evals;
}

function readLists(window: ByteWindow): ReadonlyMap<string, TrialsByReward> {
  const found = new Map<string, TrialsByReward>();
  if (!enterObject(window)) return found;
  for (let name = nextAnyKey(window); name !== undefined; name = nextAnyKey(window))
    found.set(name, readTrials(window));
  return found;
}

function readTrials(window: ByteWindow): TrialsByReward {
  const found = new Map<string, readonly string[]>();
  if (!enterObject(window)) return found;
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
    found.set(
      key,
      (listOf(readId)(window) ?? []).filter((trial) => trial !== undefined),
    );
  }
  return found;
}

/** A trial is named `<task>__<random>`. */
function taskOf(trial: string): string {
  return trial.replace(/__[^_]*$/, '');
}

/** `agent__model__dataset`, or `agent__dataset`. */
function partsOf(key: string): { readonly agent: string; readonly model: string; readonly dataset: string } {
  const [agent = '', ...rest] = key.split('__');
  return { agent, model: rest.slice(0, -1).join('__'), dataset: rest.at(-1) ?? '' };
}
