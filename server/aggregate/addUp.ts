import type { EvalCounts, ProblemCounts } from '../core/counts.ts';
import { addProblems } from '../readers/mergeEvals.ts';
import { stemOf, taskNameOf } from '../readers/names.ts';
import type { ShardPart } from './shardPart.ts';

/** Adds shards up, one at a time, so that only the sum is held. */
export interface CountsSum {
  /** `name`: the shard's file name. */
  readonly add: (name: string, part: Pick<ShardPart, 'format' | 'evals'>) => void;
  /** Sorted by task, model and scorer, and their problems by name: the same whatever the order of the shards and whoever counted. */
  readonly evals: () => readonly EvalCounts[];
}

export function createCountsSum(): CountsSum {
  const groups = new Map<string, { readonly names: EvalCounts; readonly problems: Map<string, ProblemCounts> }>();
  return {
    add: (name, { format, evals }) => {
      for (const counts of evals) {
        const task = isNamedByFile(counts, format, name) ? '' : counts.task;
        const key = JSON.stringify([task, counts.model, counts.scorer]);
        const group = groups.get(key) ?? { names: { ...counts, task }, problems: new Map<string, ProblemCounts>() };
        groups.set(key, group);
        for (const problem of counts.problems) {
          group.problems.set(problem.problemId, addProblems(group.problems.get(problem.problemId), problem));
        }
      }
    },
    evals: () =>
      [...groups.values()]
        .map(({ names, problems }) => toEval(names, [...problems.values()]))
        .filter(({ problems }) => problems.length > 0)
        .sort((a, b) => byName(a.task, b.task) || byName(a.model, b.model) || byName(a.scorer, b.scorer)),
  };
}

/** A reader that finds no task in a log calls it after the file, or after its ids: shards of one run are still of one task. */
function isNamedByFile({ task }: EvalCounts, format: string, name: string): boolean {
  return format === 'human-eval' || task === stemOf(name);
}

function toEval({ task, model, scorer }: EvalCounts, problems: readonly ProblemCounts[]): EvalCounts {
  const ids = problems.map(({ problemId }) => problemId);
  return {
    task: task === '' ? taskNameOf(ids, '') : task,
    model,
    scorer,
    problems: [...problems].sort((a, b) => byName(a.problemId, b.problemId)),
    recorded: [],
  };
}

/** Numbers inside of names by their value, whatever the language of the machine. */
const collator = new Intl.Collator('en', { numeric: true });

function byName(a: string, b: string): number {
  // Names that are equal to the collator, such as 1 and 01, still have an order.
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
