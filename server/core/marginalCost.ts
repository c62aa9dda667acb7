import type { CostModel, MarginalCost } from './cost.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from './solveRateGrid.ts';

/** Below this a gain is rounding. */
const SMALLEST_GAIN = 1e-13;

/** What one more solved problem costs when going from k to k + 1 attempts: the cost of an attempt over pass@(k+1) − pass@k. */
export function marginalCost(k: number, { perAttempt }: CostModel, predictor: Predictor): MarginalCost {
  // In units of 1/k, so that a gain that is small at large k keeps its digits.
  const unit = Math.max(1, k);
  const { low, high } = predictor.intervalOf(
    Float64Array.from({ length: NUM_NODES }, (_, node) => unit * nodeSolve[node]! * Math.exp(k * nodeLogFail[node]!)),
  );
  const gain = predictor.gain(k);
  const costOf = (each: number): number | null => (each > SMALLEST_GAIN ? perAttempt / each : null);
  return {
    k,
    costPerExtraSolve: costOf(gain),
    interval: { low: costOf(Math.max(high / unit, gain)), high: costOf(Math.min(low / unit, gain)) },
  };
}
