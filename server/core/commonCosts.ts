import type { CostModel } from './cost.ts';

/** A model's cost as far as it is known by itself, and its number of parameters where that is known. */
export interface KnownCost {
  readonly cost: CostModel;
  readonly parameters: number | undefined;
}

/**
 * Costs of several models in one unit, so that they can be compared: their own where these are all in dollars or all in FLOP; else FLOP for each
 * decoded token of an attempt, where every size is known; else attempts, which is no fair comparison and says so.
 */
export function commonCosts(known: readonly KnownCost[]): readonly CostModel[] {
  const unit = known[0]?.cost.unit;
  if (unit !== 'attempts' && known.every(({ cost }) => cost.unit === unit)) return known.map(({ cost }) => cost);
  const sizes = known.flatMap(({ parameters }) => parameters ?? []);
  if (sizes.length === known.length) return sizes.map(perDecodedToken);
  return known.map(() => ({ unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: [ALIKE] }));
}

const ALIKE =
  'An attempt of any model costs the same: without prices or sizes of all models, k is compared and not cost';

function perDecodedToken(parameters: number): CostModel {
  return {
    unit: 'flops',
    perAttempt: 2 * parameters,
    perPrompt: 0,
    assumptions: [
      'The logs do not all hold token counts: costs are FLOP for each decoded token of an attempt, attempts of all models taken to be equally long and prompts free',
      `2 FLOP a parameter and token, ${Number((parameters / 1e9).toPrecision(3))} billion parameters`,
    ],
  };
}
