import type { CostModel, MarginalCost } from './cost.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from './solveRateGrid.ts';

/** Below this a gain is rounding. */
const SMALLEST_GAIN = 1e-13;

/** What one more solved problem costs when going from k to k + 1 attempts: the cost of an attempt over pass@(k+1) − pass@k. */
export function marginalCost(k: number, { perAttempt }: CostModel, predictor: Predictor): MarginalCost {
  // In units of 1/k, so that a gain that is small at large k keeps its digits.
  const unit = Math.max(1, k);
  const gains = new Float64Array(NUM_NODES);
  for (let node = 0; node < NUM_NODES; node += 1) {
    const exponent = k * nodeLogFail[node]!;
    // What is below e^-40 is lost in the sum; nothing else is worth an exponential.
    if (exponent > -40) gains[node] = unit * nodeSolve[node]! * Math.exp(exponent);
  }
  const { low, high } = predictor.intervalOf(gains, unit * predictor.doubt.powersGained(k));
  const gain = predictor.gain(k);
  const costOf = (each: number): number | null => (each > SMALLEST_GAIN ? perAttempt / each : null);
  return {
    k,
    costPerExtraSolve: costOf(gain),
    interval: { low: costOf(Math.max(high / unit, gain)), high: costOf(Math.min(low / unit, gain)) },
  };
}
