import type { EvalCounts } from '../core/counts.ts';

/** Counts that do not know where in their file they stand. */
export function withoutPlaces(evals: readonly EvalCounts[]): EvalCounts[] {
  return evals.map(({ range: _, problems, ...rest }) => ({
    ...rest,
    problems: problems.map(({ range: _, ...counts }) => counts),
  }));
}
