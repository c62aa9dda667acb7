import type { CostModel, NetValueAnswer, NetValueChoice, SpendingWay } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { firstNatural } from './firstNatural.ts';
import { MAX_K } from './kLadder.ts';
import type { Interval } from './outcomes.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from './solveRateGrid.ts';

/**
 * The k with the best net value V·pass@k − C(k). One more attempt always drawn is worth its cost c while V·(pass@(k+1) − pass@k) > c; with a verifier
 * that stops, only the unsolved are tried again, and it is while V·hazard(k) > c, hazard(k) = (pass@(k+1) − pass@k)/(1 − pass@k). (In a Beta world
 * with 𝒜 = 1 that is k = βV/c − α − β.) Both fall with k in every world, so that the interval of k is read off the interval of what they compare.
 */
export function netValueAnswer(
  solveValue: number,
  model: CostModel,
  predictor: Predictor,
  maxSamples: number,
): NetValueAnswer {
  const question = { solveValue, model, predictor, maxSamples };
  return { solveValue, always: choiceOf('always', question), stopping: choiceOf('stopping', question) };
}

interface NetValueQuestion {
  readonly solveValue: number;
  readonly model: CostModel;
  readonly predictor: Predictor;
  readonly maxSamples: number;
}

function choiceOf(way: SpendingWay, { solveValue, model, predictor, maxSamples }: NetValueQuestion): NetValueChoice {
  const { mean, gain, predict, expectedAttempts, intervalOf, doubt } = predictor;
  const { perAttempt } = model;
  // What another attempt is worth, in attempts: it is drawn while that is above 1.
  const worth = solveValue / perAttempt;
  const isEnough = (k: number): boolean => worth * gain(k) <= (way === 'always' ? 1 : 1 - mean(k));
  // (1 − s)^k·(worth·s − 1) + 1 in the case of stopping: 0 at s = 0, as `intervalOf` wants it, and above 1 while another attempt is worth it.
  const intervalAt = (k: number): Interval =>
    intervalOf(
      worthAtNodes(way, worth, k),
      worth * doubt.powersGained(k) + (way === 'always' ? 0 : doubt.powersBeyond(k)),
    );
  const at = firstNatural(isEnough, MAX_K) ?? MAX_K;
  const low = firstNatural((k) => intervalAt(k).low <= 1, MAX_K) ?? at;
  const high = firstNatural((k) => intervalAt(k).high <= 1, MAX_K);
  // The prompt is paid with the first attempt: all of them together must be worth that, too.
  const attemptsOf = (k: number): number => (way === 'always' ? k : expectedAttempts(k));
  const netOf = (k: number): number => (k === 0 ? 0 : solveValue * mean(k) - costOfAttempts(model, attemptsOf(k)));
  const k = netOf(at) > 0 ? at : 0;
  const cost = k === 0 ? 0 : costOfAttempts(model, attemptsOf(k));
  const coverage = k === 0 ? NOTHING : predict(k);
  return {
    k,
    kInterval: { low: Math.min(low, k), high: high === undefined ? null : Math.max(high, k) },
    cost,
    coverage,
    extrapolated: k > maxSamples,
    netValue: {
      value: solveValue * coverage.value - cost,
      low: solveValue * coverage.low - cost,
      high: solveValue * coverage.high - cost,
    },
  };
}

const NOTHING = { value: 0, low: 0, high: 0 };

function worthAtNodes(way: SpendingWay, worth: number, k: number): Float64Array {
  return Float64Array.from({ length: NUM_NODES }, (_, node) => {
    const fails = Math.exp(k * nodeLogFail[node]!);
    const gain = worth * nodeSolve[node]! * fails;
    return way === 'always' ? gain : gain + 1 - fails;
  });
}
