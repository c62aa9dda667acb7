import type { CostModel } from '../core/cost.ts';
import { costModelOf } from '../core/costModel.ts';
import type { EvalCounts } from '../core/counts.ts';
import { pricesOfModel, type PriceTable } from '../protocol/prices.ts';

export interface CostKnowledge {
  readonly prices: PriceTable | undefined;
  /** Of the model. */
  readonly parameters: number | undefined;
}

/** What an attempt of this evaluation costs, by the prices of its model where there are any. */
export function costOf(counts: EvalCounts, { prices, parameters }: CostKnowledge): CostModel {
  const list = prices && pricesOfModel(prices, counts.model);
  return costModelOf(counts, { prices: list, parameters, promptBilling: list?.promptBilling });
}
