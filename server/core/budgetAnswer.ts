import type { BudgetAnswer, CostedChoice, CostModel } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { firstNatural } from './firstNatural.ts';
import { MAX_K } from './kLadder.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, nodeSolve, passAtNodes } from './solveRateGrid.ts';

/**
 * Best coverage for what may be spent on a problem. k attempts drawn always cost the same in every world, so that k is as certain as the prices. With
 * a verifier that stops at the first success, the expected attempts at a cap k are Σ_{j<k} (1 − pass@j), which rises with k in every world: the
 * interval of the largest k is read off the interval of that sum.
 */
export function budgetAnswer(budget: number, model: CostModel, predictor: Predictor, maxSamples: number): BudgetAnswer {
  const affordable = (budget - model.perPrompt) / model.perAttempt;
  // A budget for whole attempts must not lose one to rounding.
  const numAlways = Math.min(Math.floor(affordable * (1 + 1e-12)), MAX_K);
  if (!(numAlways >= 1)) return { budget, neverSpent: false };
  const choice = (k: number, kInterval: CostedChoice['kInterval'], attempts: number): CostedChoice => ({
    k,
    kInterval,
    cost: costOfAttempts(model, attempts),
    coverage: predictor.predict(k),
    extrapolated: k > maxSamples,
  });
  const always = choice(numAlways, { low: numAlways, high: numAlways }, numAlways);

  const cap = largestCap((k) => predictor.expectedAttempts(k) > affordable);
  if (cap === undefined) return { budget, always, neverSpent: true };
  const most = (end: 'low' | 'high'): number | undefined =>
    largestCap((k) => expectedAttemptsInterval(predictor, k)[end] > affordable);
  const low = Math.min(most('high') ?? cap, cap);
  const high = most('low');
  const stopping = choice(
    cap,
    { low, high: high === undefined ? null : Math.max(high, cap) },
    predictor.expectedAttempts(cap),
  );
  return { budget, always, stopping, neverSpent: false };
}

/** Undefined where no cap that is looked at spends too much. */
function largestCap(spendsTooMuch: (k: number) => boolean): number | undefined {
  const first = firstNatural((k) => k > 0 && spendsTooMuch(k), MAX_K);
  return first === undefined ? undefined : Math.max(1, first - 1);
}

/** Of k attempts the share that stopping saves is a mean over problems that is 0 for those never solved: 1 − (1 − (1 − s)^k)/(k·s). */
function expectedAttemptsInterval(predictor: Predictor, k: number): { low: number; high: number } {
  const saved = passAtNodes(k, new Float64Array(NUM_NODES)).map((pass, node) => 1 - pass / (k * nodeSolve[node]!));
  const { low, high } = predictor.intervalOf(saved, predictor.doubt.powersSummed(k) / k);
  return { low: k * (1 - high), high: k * (1 - low) };
}
