import type { EvalCounts, ProblemCounts } from '../core/counts.ts';

/** Evaluations of one task, model and scorer that hold the same attempts, in whole or in part: they count as one. */
export interface Run {
  readonly counts: EvalCounts;
  /** Indices of the evaluations that it is made of, in their order. */
  readonly parts: readonly number[];
}

/**
 * Puts evaluations that share a key together, e.g. an archive with the JSON of the same run, or a log with that of its retry. Which of
 * their attempts are the same is not known one by one, so of each problem the evaluation with the most attempts counts: never is one
 * counted twice.
 */
export function runsOf(evals: readonly EvalCounts[]): Run[] {
  const groups: { readonly keys: Set<string>; readonly parts: number[] }[] = [];
  evals.forEach(({ runKeys = [] }, index) => {
    const shared = groups.filter(({ keys }) => runKeys.some((key) => keys.has(key)));
    const [first = { keys: new Set<string>(), parts: [] }, ...others] = shared;
    if (shared.length === 0) groups.push(first);
    for (const other of others) {
      groups.splice(groups.indexOf(other), 1);
      other.keys.forEach((key) => first.keys.add(key));
      first.parts.push(...other.parts);
    }
    runKeys.forEach((key) => first.keys.add(key));
    first.parts.push(index);
  });
  return groups.flatMap(({ parts }) => {
    const sorted = parts.sort((a, b) => a - b);
    const counts = largestOf(sorted.flatMap((part) => evals[part] ?? []));
    return counts === undefined ? [] : [{ counts, parts: sorted }];
  });
}

/** The evaluation that has of each problem the most attempts, where there is one; else it is put together problem by problem. */
function largestOf(evals: readonly EvalCounts[]): EvalCounts | undefined {
  const [first, ...others] = evals;
  if (first === undefined || others.length === 0) return first;
  const largest = new Map<string, ProblemCounts>();
  for (const problem of evals.flatMap(({ problems }) => problems)) {
    const known = largest.get(problem.problemId);
    if (known === undefined || problem.numSamples > known.numSamples) largest.set(problem.problemId, problem);
  }
  const whole = evals.find(({ problems }) => {
    const own = new Map(problems.map((problem) => [problem.problemId, problem.numSamples]));
    return [...largest.values()].every(({ problemId, numSamples }) => own.get(problemId) === numSamples);
  });
  if (whole !== undefined) return whole;
  const { task, model, scorer } = first;
  const problems = [...largest.values()].map(({ range, ...problem }) => problem);
  return { task, model, scorer, problems, recorded: [] };
}
