import { basename } from 'node:path';
import type { EvalCounts, ProblemCounts } from '../core/counts.ts';
import { addProblems } from '../readers/mergeEvals.ts';
import { stemOf, taskNameOf } from '../readers/names.ts';
import { runsOf } from '../readers/oneRun.ts';
import type { ShardPart } from './shardPart.ts';

/** Adds shards up, one at a time, so that only the sum is held, and the counts of logs that say which run they are of. */
export interface CountsSum {
  readonly add: (path: string, part: Pick<ShardPart, 'format' | 'evals'>) => void;
  readonly total: () => CountsTotal;
}

export interface CountsTotal {
  /** Sorted by task, model and scorer, and their problems by name: the same whatever the order of the shards and whoever counted. */
  readonly evals: readonly EvalCounts[];
  /** Shards with attempts of a run that is in another one, too: of each problem the shard with the most attempts counts. */
  readonly overlaps: readonly { readonly path: string; readonly sameAs: string }[];
}

interface Group {
  readonly names: EvalCounts;
  readonly problems: Map<string, ProblemCounts>;
  /** What may hold the same attempts as another shard. */
  readonly runs: { readonly path: string; readonly counts: EvalCounts }[];
}

export function createCountsSum(): CountsSum {
  const groups = new Map<string, Group>();
  return {
    add: (path, { format, evals }) => {
      for (const counts of evals.filter(({ problems }) => problems.length > 0)) {
        const task = isNamedByFile(counts, format, basename(path)) ? '' : counts.task;
        const key = JSON.stringify([task, counts.model, counts.scorer]);
        const group: Group = groups.get(key) ?? { names: { ...counts, task }, problems: new Map(), runs: [] };
        groups.set(key, group);
        if ((counts.runKeys ?? []).length > 0) group.runs.push({ path, counts });
        else addTo(group.problems, counts.problems);
      }
    },
    total: () => {
      const overlaps = new Map<string, string>();
      const evals = [...groups.values()].map(({ names, problems, runs }) => {
        const sum = new Map(problems);
        for (const { counts, parts } of runsOf(runs.map((run) => run.counts))) {
          addTo(sum, counts.problems);
          const [first, ...others] = parts.map((part) => runs[part]?.path ?? '');
          for (const other of others) overlaps.set(other, first ?? '');
        }
        return toEval(names, [...sum.values()]);
      });
      return {
        evals: evals
          .filter(({ problems }) => problems.length > 0)
          .sort((a, b) => byName(a.task, b.task) || byName(a.model, b.model) || byName(a.scorer, b.scorer)),
        overlaps: [...overlaps].map(([path, sameAs]) => ({ path, sameAs })),
      };
    },
  };
}

function addTo(sum: Map<string, ProblemCounts>, problems: readonly ProblemCounts[]): void {
  for (const problem of problems) sum.set(problem.problemId, addProblems(sum.get(problem.problemId), problem));
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
