import type { CostModel } from '../core/cost.ts';
import { costModelOf } from '../core/costModel.ts';
import type { EvalCounts } from '../core/counts.ts';
import type { Prices } from './readPrices.ts';

export interface CostKnowledge {
  readonly prices: Prices | undefined;
  /** Of the model. */
  readonly parameters: number | undefined;
}

/** What an attempt of this evaluation costs, by the prices of its model where there are any. */
export function costOf(counts: EvalCounts, { prices, parameters }: CostKnowledge): CostModel {
  const list = prices?.pricesOf(counts.model);
  const model = costModelOf(counts, { prices: list, parameters, promptBilling: list?.promptBilling });
  if (list?.reasoning === undefined || list.reasoning === list.output || model.unit !== 'usd') return model;
  const note = 'Reasoning tokens are not counted apart from completions, and are priced as these';
  return { ...model, assumptions: [...model.assumptions, note] };
}
