import { type Design, type DesignPlan, halfWidthOf, type Plan } from '../core/planAttempts.ts';
import { capitalize } from './capitalize.ts';
import { describeNotIdentified } from './describeNotIdentified.ts';
import { formatLevel, formatPercentEstimate } from './formatEstimate.ts';
import { formatCount, formatPercentNumber, formatQuantity, formatSignificant } from './formatNumber.ts';

/** What a plan was asked for: predicted pass@k within ± `within`. */
export interface PlanAsked {
  readonly k: number;
  readonly within: number;
  readonly level: number;
}

export const DESIGN_NAMES: Record<Design, string> = {
  everyProblem: 'every problem',
  untilSolved: 'unsolved problems, until the first success',
};

type Planned = Extract<Plan, { kind: 'planned' }>;

/** How certain the prediction is, and whether that is enough: `Predicted pass@1,000 is 89.2% [73.2, 100.0] at 90%, ±13.4 pp to either side. For ±5.0 pp:`. */
export function describeCertainty({ current }: Planned, { k, within, level }: PlanAsked): string {
  const now = `Predicted pass@${formatCount(k)} is ${formatPercentEstimate(current)} at ${formatLevel(level)}`;
  return isWithin(current, within)
    ? `${now}: within ${formatHalfWidth(within)} as it is.`
    : `${now}, ${formatHalfWidth(halfWidthOf(current))} to either side. For ${formatHalfWidth(within)}:`;
}

export function isWithin(current: Planned['current'], within: number): boolean {
  return halfWidthOf(current) <= within;
}

/** More attempts for each problem, and in all. */
export function describeDesign(plan: DesignPlan): { readonly each: string; readonly total: string } {
  const { design, attemptsEach } = plan;
  if (!plan.reachable) return { each: `not within ${formatCount(attemptsEach)}`, total: '–' };
  const { value, low, high } = plan.attempts;
  return {
    each: design === 'everyProblem' ? formatCount(attemptsEach) : `at most ${formatCount(attemptsEach)}`,
    total: low === high ? formatCount(value) : `${formatCount(value)} [${formatCount(low)}, ${formatCount(high)}]`,
  };
}

/** How far a design leads. */
export function describeOutOfReach({
  design,
  attemptsEach,
  halfWidth,
}: Extract<DesignPlan, { reachable: false }>): string {
  return (
    `Not within ${formatQuantity(attemptsEach, 'more attempt')} each (${DESIGN_NAMES[design]}), the most that is looked at: ` +
    `${formatHalfWidth(halfWidth)} are left.`
  );
}

export function describeAssurance(seed: number): string {
  return `Enough in four of five simulated futures (seed ${String(seed)}); m is rounded up to ten steps a decade.`;
}

export function formatHalfWidth(halfWidth: number): string {
  const points = 100 * halfWidth;
  return `±${points > 0 && points < 0.1 ? formatSignificant(points, 2) : formatPercentNumber(halfWidth)} pp`;
}

/** All of a plan in sentences. */
export function describePlan(plan: Plan, asked: PlanAsked): string {
  if (plan.kind === 'notIdentified') return describeNotIdentified(plan);
  const certainty = describeCertainty(plan, asked);
  if (isWithin(plan.current, asked.within)) return certainty;
  const designs = plan.designs.map((design) => {
    if (!design.reachable) return describeOutOfReach(design);
    const { each, total } = describeDesign(design);
    return `${capitalize(DESIGN_NAMES[design.design])} (${formatCount(design.numProblems)}): ${each} more attempts each, ${total} in all.`;
  });
  return [certainty, ...designs].join(' ');
}
