import type { Contender, ContenderPoint } from './contender.ts';
import { costOfAttempts } from './costModel.ts';

/** A (model, k) that no other one beats in both cost and coverage. */
export interface FrontPoint extends ContenderPoint {
  /** Place of the contender in the list that was given. */
  readonly contender: number;
  /** A problem, k attempts always. */
  readonly cost: number;
}

/**
 * The front, cost and coverage rising. At the cost of each point of each curve every contender spends as much of it as whole attempts take, and the one
 * that then covers most is on the front, if that is more than a lower cost bought.
 */
export function paretoFront(contenders: readonly Contender[]): readonly FrontPoint[] {
  const budgets = contenders.flatMap(({ curve, cost }) => curve.map(({ k }) => costOfAttempts(cost, k)));
  const front: FrontPoint[] = [];
  for (const budget of [...new Set(budgets)].sort((a, b) => a - b)) {
    const [best] = contenders
      .flatMap((contender, i) => spend(budget, contender, i))
      .sort((a, b) => b.value - a.value || a.cost - b.cost);
    if (best !== undefined && best.value > (front.at(-1)?.value ?? 0)) front.push(best);
  }
  return front;
}

/** The most attempts that a budget buys; none where it does not buy one. */
function spend(budget: number, { cost, at }: Contender, contender: number): readonly FrontPoint[] {
  // A budget is the cost of whole attempts of some contender: rounding must not take one away.
  const affordable = Math.floor(((budget - cost.perPrompt) / cost.perAttempt) * (1 + 1e-12));
  if (!(affordable >= 1)) return [];
  const point = at(affordable);
  return [{ ...point, contender, cost: costOfAttempts(cost, point.k) }];
}
