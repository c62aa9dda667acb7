import type { CostModel } from '../core/cost.ts';
import { costModelOf } from '../core/costModel.ts';
import type { EvalCounts } from '../core/counts.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import { pricesOfModel } from '../protocol/prices.ts';

/** What an attempt of an evaluation costs by the settings: by the prices file where there is one, else by the prices, else in FLOP. */
export function settingsCost(counts: EvalCounts, settings: AnalysisSettings): CostModel {
  const { promptPrice: input, completionPrice: output, promptBilling, prices } = settings;
  const parameters = settingsParameters(counts, settings);
  if (prices !== null) {
    const list = pricesOfModel(prices, counts.model);
    return costModelOf(counts, { prices: list, parameters, promptBilling: list.promptBilling });
  }
  return costModelOf(counts, {
    prices: input === null || output === null ? undefined : { input, output },
    parameters,
    promptBilling,
  });
}

/** Parameters of the model of an evaluation; undefined: not known. */
export function settingsParameters(
  { model }: EvalCounts,
  { modelParameters: sizes }: AnalysisSettings,
): number | undefined {
  const billions = typeof sizes === 'number' ? sizes : sizes && Object.hasOwn(sizes, model) ? sizes[model] : undefined;
  return billions === undefined ? undefined : billions * 1e9;
}
