import type { CostModel } from '../core/cost.ts';
import type { AxisFormat } from '../protocol/panel.ts';

/** The axis of costs, by their unit. */
export const COST_AXES: Record<CostModel['unit'], { readonly label: string; readonly format: AxisFormat }> = {
  usd: { label: 'Cost per problem, US dollars', format: 'usd' },
  flops: { label: 'Cost per problem, FLOP', format: 'flops' },
  attempts: { label: 'Cost per problem, attempts', format: 'count' },
};
