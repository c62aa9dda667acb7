import { MOST_ORDERED_ATTEMPTS, type AttemptOrder, type OrderNotKept } from '../core/attemptOrder.ts';
import { packOutcomes } from './packOutcomes.ts';

/** Outcomes of one problem's attempts in their order, while they are being read. */
export interface OutcomeOrder {
  /** Of the first 32 attempts: most logs have no more, and a number takes no memory of its own. */
  first: number;
  /** Of all others. */
  later: Uint8Array | undefined;
  /** Of all problems of the evaluation together. */
  readonly evaluation: EvaluationOrder;
}

interface EvaluationOrder {
  numKept: number;
  lost: OrderNotKept | undefined;
}

const FIRST = 32;

/** @param sibling another problem of the evaluation, where there is one already */
export function createOutcomeOrder(sibling: OutcomeOrder | undefined): OutcomeOrder {
  return { first: 0, later: undefined, evaluation: sibling?.evaluation ?? { numKept: 0, lost: undefined } };
}

/** @param place how many attempts at the problem came before */
export function keepOutcome(order: OutcomeOrder, place: number, passed: boolean): void {
  const { evaluation } = order;
  if (evaluation.lost !== undefined) return;
  if (evaluation.numKept >= MOST_ORDERED_ATTEMPTS) {
    evaluation.lost = 'tooManyAttempts';
    return;
  }
  evaluation.numKept += 1;
  const bit = passed ? 1 : 0;
  if (place < FIRST) {
    order.first |= bit << place;
    return;
  }
  const at = place - FIRST;
  order.later ??= new Uint8Array(8);
  if (at >>> 3 >= order.later.length) {
    const grown = new Uint8Array(2 * order.later.length);
    grown.set(order.later);
    order.later = grown;
  }
  order.later[at >>> 3]! |= bit << (at & 7);
}

/** Some problem's attempts are known by their number only. */
export function loseOrder({ evaluation }: OutcomeOrder): void {
  evaluation.lost ??= 'countsOnly';
}

/** The order of all attempts at these problems, which belong to one evaluation. */
export function toAttemptOrder(
  problems: readonly { readonly numSamples: number; readonly order: OutcomeOrder }[],
): AttemptOrder {
  const lost = problems[0]?.order.evaluation.lost;
  if (lost !== undefined) return { kind: 'notKept', reason: lost };
  return {
    kind: 'kept',
    outcomes: packOutcomes(
      problems.map(({ numSamples, order }) => ({ count: numSamples, outcomeAt: (place) => outcomeOf(order, place) })),
    ),
  };
}

function outcomeOf({ first, later }: OutcomeOrder, place: number): number {
  if (place < FIRST) return (first >>> place) & 1;
  const at = place - FIRST;
  return ((later?.[at >>> 3] ?? 0) >>> (at & 7)) & 1;
}
