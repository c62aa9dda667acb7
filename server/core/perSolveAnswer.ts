import type { CostModel, PerSolveAnswer } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { firstNatural } from './firstNatural.ts';
import { MAX_K } from './kLadder.ts';
import type { Interval } from './outcomes.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from './solveRateGrid.ts';

/**
 * The k at which C(k)/pass@k is least. Another attempt lowers it while C(k)·(pass@(k+1) − pass@k) > c·pass@k, c the cost of an attempt; the
 * difference of both sides falls with k in every world, so that the interval of k is read off its interval. Where no prompt is paid once, k = 1.
 */
export function perSolveAnswer(model: CostModel, predictor: Predictor): PerSolveAnswer {
  const share = (k: number): number => model.perAttempt / costOfAttempts(model, k);
  const isLeast = (k: number): boolean => k >= 1 && predictor.gain(k) <= share(k) * predictor.mean(k);
  const { powersBeyond, powersGained } = predictor.doubt;
  const intervalAt = (k: number): Interval =>
    predictor.intervalOf(
      Float64Array.from({ length: NUM_NODES }, (_, node) => {
        const fails = Math.exp(k * nodeLogFail[node]!);
        // In units of 1/k, so that a gain that is small at large k keeps its digits.
        return k * (nodeSolve[node]! * fails - share(k) * (1 - fails));
      }),
      k * (powersGained(k) - share(k) * powersBeyond(k)),
    );
  const k = firstNatural(isLeast, MAX_K) ?? MAX_K;
  const isCertain = model.perPrompt === 0;
  const low = isCertain ? k : (firstNatural((at) => at >= 1 && intervalAt(at).low <= 0, MAX_K) ?? k);
  const high = isCertain ? k : (firstNatural((at) => at >= 1 && intervalAt(at).high <= 0, MAX_K) ?? MAX_K);
  const pass = predictor.predict(k);
  const cost = costOfAttempts(model, k);
  return {
    k,
    kInterval: { low: Math.min(low, k), high: Math.max(high, k) },
    costPerSolve: cost / pass.value,
    costPerSolveInterval: { low: cost / pass.high, high: pass.low > 0 ? cost / pass.low : null },
  };
}
