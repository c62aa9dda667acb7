/** What is known of the order of the attempts of an evaluation. Plain data, so that it crosses a thread boundary. */
export type AttemptOrder =
  | {
      readonly kind: 'kept';
      /**
       * A bit an attempt, 1 where it passed, from the lowest bit of the first byte on: problem after problem as in `problems`, each with as many
       * bits as it has attempts, in their order.
       */
      readonly outcomes: Uint8Array;
    }
  | { readonly kind: 'notKept'; readonly reason: OrderNotKept };

/** `countsOnly`: the log holds (n, c) of some problem and no attempts. `tooManyAttempts`: more than are kept in memory. */
export type OrderNotKept = 'countsOnly' | 'tooManyAttempts';

/** Attempts of one evaluation whose order is kept at most: 8 MB of bits. */
export const MOST_ORDERED_ATTEMPTS = 1 << 26;

/** Outcomes of the attempts at one problem, bits `start` to `start + numSamples`. */
export interface OrderedProblem {
  readonly numSamples: number;
  readonly numCorrect: number;
  readonly start: number;
}

/** Where each problem's outcomes stand. */
export function orderedProblems(
  problems: readonly { readonly numSamples: number; readonly numCorrect: number }[],
): OrderedProblem[] {
  let start = 0;
  return problems.map(({ numSamples, numCorrect }) => {
    const problem = { numSamples, numCorrect, start };
    start += numSamples;
    return problem;
  });
}

/** 1 where the attempt passed, else 0. */
export function outcomeAt(outcomes: Uint8Array, bit: number): number {
  return (outcomes[bit >>> 3]! >>> (bit & 7)) & 1;
}
