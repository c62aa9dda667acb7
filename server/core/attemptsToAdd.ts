import type { SampleCounts } from './passAtK.ts';
import type { Design, DesignPlan } from './planAttempts.ts';

/** m of each design that reaches what was planned for. */
export type AttemptsEach = Partial<Record<Design, number>>;

export function attemptsEachOf(designs: readonly DesignPlan[]): AttemptsEach {
  return Object.fromEntries(designs.flatMap((each) => (each.reachable ? [[each.design, each.attemptsEach]] : [])));
}

/** Attempts to add at one problem: the most of them where a design stops at the first success, and none where there is one already. */
export function attemptsToAdd(
  { everyProblem, untilSolved }: AttemptsEach,
  { numCorrect }: Pick<SampleCounts, 'numCorrect'>,
): AttemptsEach {
  return {
    ...(everyProblem !== undefined && { everyProblem }),
    ...(untilSolved !== undefined && { untilSolved: numCorrect === 0 ? untilSolved : 0 }),
  };
}
