import type { Contender, PassBasis } from './contender.ts';
import type { UnreachedTarget } from './cost.ts';
import { costOfAttempts } from './costModel.ts';
import { crossing, smallestReaching } from './crossing.ts';
import type { OpenInterval } from './outcomes.ts';

/** The smallest k with which one contender reaches a coverage, and what that costs a problem. */
export type ContenderAnswer =
  | {
      readonly reachable: true;
      readonly k: number;
      /** From the interval of the prediction, or where nothing is predicted of the observed mean; `high: null` where the data do not bound it. */
      readonly kInterval: OpenInterval;
      /** k attempts always. */
      readonly cost: number;
      readonly costInterval: OpenInterval;
      /** `observed` where the unbiased estimate reaches the coverage within the data. */
      readonly basis: PassBasis;
    }
  | UnreachedTarget;

export interface RankedAnswer {
  /** Place of the contender in the list that was given. */
  readonly contender: number;
  readonly answer: ContenderAnswer;
}

/** Every contender's answer to one coverage: the cheapest first, those that do not reach it last. */
export function cheapestModels(coverage: number, contenders: readonly Contender[]): readonly RankedAnswer[] {
  return contenders
    .map((contender, i) => ({ contender: i, answer: answerOf(coverage, contender) }))
    .sort((a, b) => costOf(a.answer) - costOf(b.answer));
}

/** `coverage` is one of the targets of the analysis. */
function answerOf(coverage: number, contender: Contender): ContenderAnswer {
  const { analysis, cost, observed, observedUpTo } = contender;
  if (observed(observedUpTo) >= coverage) {
    return reachableAt(smallestReaching(coverage, observed, { low: 0, high: observedUpTo }), 'observed');
  }
  const predicted = analysis.cost.targets.find((target) => target.coverage === coverage);
  if (predicted?.reachable === true) return reachableAt(Math.max(predicted.k, observedUpTo + 1), 'predicted');
  return predicted ?? { coverage, reachable: false, why: 'notIdentified', bandReaches: true };

  function reachableAt(k: number, basis: PassBasis): ContenderAnswer {
    const earliest = crossing(coverage, contender.curve, ({ high }) => high) ?? k;
    const latest = crossing(coverage, contender.curve, ({ low }) => low);
    const low = Math.min(earliest, k);
    const high = latest === undefined ? null : Math.max(latest, k);
    return {
      reachable: true,
      k,
      kInterval: { low, high },
      cost: costOfAttempts(cost, k),
      costInterval: { low: costOfAttempts(cost, low), high: high === null ? null : costOfAttempts(cost, high) },
      basis,
    };
  }
}

function costOf(answer: ContenderAnswer): number {
  return answer.reachable ? answer.cost : Number.MAX_VALUE;
}
