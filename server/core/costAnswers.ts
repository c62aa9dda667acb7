import { budgetAnswer } from './budgetAnswer.ts';
import type { CostAnswers, CostModel, TargetAnswer } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { crossing, smallestReaching } from './crossing.ts';
import { marginalCost } from './marginalCost.ts';
import { netValueAnswer } from './netValueAnswer.ts';
import type { Estimate, PredictedPoint } from './outcomes.ts';
import { perSolveAnswer } from './perSolveAnswer.ts';
import type { Predictor } from './predictor.ts';

export interface CostQuestion {
  /** Absent where nothing can be predicted. */
  readonly predictor: Predictor | undefined;
  /** Predictions at ascending k, from 1 to the last k that is looked at. */
  readonly points: readonly (Estimate & Pick<PredictedPoint, 'k' | 'bandHigh'>)[];
  readonly model: CostModel;
  readonly targets: readonly number[];
  /** What may be spent on a problem, and what a solved one is worth, in the unit of the model; absent: nothing is asked of it. */
  readonly budget?: number | undefined;
  readonly solveValue?: number | undefined;
  /** Largest n of the log. */
  readonly maxSamples: number;
}

/** The named answers to "which k?"; each k is a function of the prediction, so that it has an interval too. */
export function costAnswers(question: CostQuestion): CostAnswers {
  const { predictor, points, model, targets, budget, solveValue, maxSamples } = question;
  if (predictor === undefined) {
    const why = 'notIdentified';
    const unreachable = targets.map((coverage) => ({ coverage, reachable: false, why, bandReaches: true }) as const);
    return { model, targets: unreachable, marginal: [], curve: [] };
  }
  return {
    model,
    targets: targets.map((coverage) => answerTarget(coverage, predictor, question)),
    ...(budget !== undefined && { budget: budgetAnswer(budget, model, predictor, maxSamples) }),
    ...(solveValue !== undefined && { netValue: netValueAnswer(solveValue, model, predictor, maxSamples) }),
    cheapestPerSolve: perSolveAnswer(model, predictor),
    marginal: points.filter(({ k }) => isRound(k)).map(({ k }) => marginalCost(k, model, predictor)),
    nextSolve: marginalCost(maxSamples, model, predictor),
    curve: points.map(({ k, value, low, high }) => ({ k, cost: costOfAttempts(model, k), coverage: value, low, high })),
  };
}

/** 1, 2, 5, 10, 20, …: an interval costs as much as a prediction. */
function isRound(k: number): boolean {
  return [1, 2, 5].includes(k / 10 ** Math.floor(Math.log10(k) + 1e-12));
}

function answerTarget(
  coverage: number,
  predictor: Predictor,
  { points, model, maxSamples }: CostQuestion,
): TargetAnswer {
  const after = points.findIndex(({ value }) => value >= coverage);
  if (after === -1) {
    const why = predictor.ceiling.high < coverage ? 'aboveCeiling' : 'beyondHorizon';
    return {
      ...{ coverage, reachable: false, why, ceiling: predictor.ceiling },
      bandReaches: points.some(({ bandHigh }) => bandHigh >= coverage),
      lookedUpTo: points.at(-1)?.k ?? 0,
      kInterval: { low: crossing(coverage, points, ({ high }) => high) ?? null, high: null },
    };
  }
  const k = smallestReaching(coverage, predictor.mean, { low: points[after - 1]?.k ?? 0, high: points[after]!.k });
  const earliest = crossing(coverage, points, ({ high }) => high) ?? k;
  const latest = crossing(coverage, points, ({ low }) => low);
  const attemptsWithStopping = predictor.expectedAttempts(k);
  return {
    coverage,
    reachable: true,
    k,
    kInterval: { low: Math.min(earliest, k), high: latest === undefined ? null : Math.max(latest, k) },
    cost: costOfAttempts(model, k),
    attemptsWithStopping,
    costWithStopping: costOfAttempts(model, attemptsWithStopping),
    extrapolated: k > maxSamples,
  };
}
