import { MOST_ORDERED_ATTEMPTS, orderedProblems, outcomeAt, type AttemptOrder } from '../core/attemptOrder.ts';
import type { EvalCounts } from '../core/counts.ts';
import { packOutcomes, type OutcomeRun } from './packOutcomes.ts';

/** The order of merged runs: at each problem, the attempts of one run after those of the run before. */
export function mergeOrders(parts: readonly EvalCounts[]): AttemptOrder | undefined {
  const runs = new Map<string, OutcomeRun[]>();
  let numAttempts = 0;
  for (const { problems, attemptOrder } of parts) {
    if (attemptOrder?.kind !== 'kept') return attemptOrder;
    const { outcomes } = attemptOrder;
    orderedProblems(problems).forEach(({ start, numSamples }, i) => {
      const { problemId } = problems[i]!;
      const known = runs.get(problemId) ?? [];
      runs.set(problemId, known);
      known.push({ count: numSamples, outcomeAt: (place) => outcomeAt(outcomes, start + place) });
      numAttempts += numSamples;
    });
  }
  if (numAttempts > MOST_ORDERED_ATTEMPTS) return { kind: 'notKept', reason: 'tooManyAttempts' };
  return { kind: 'kept', outcomes: packOutcomes([...runs.values()].flat()) };
}
