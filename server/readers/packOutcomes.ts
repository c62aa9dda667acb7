/** Consecutive outcomes: how many, and the one at a place from 0. */
export interface OutcomeRun {
  readonly count: number;
  readonly outcomeAt: (place: number) => number;
}

/** Runs of outcomes one after the other, a bit each (see `AttemptOrder`). */
export function packOutcomes(runs: readonly OutcomeRun[]): Uint8Array {
  const outcomes = new Uint8Array(Math.ceil(runs.reduce((sum, { count }) => sum + count, 0) / 8));
  let bit = 0;
  for (const { count, outcomeAt } of runs) {
    for (let place = 0; place < count; place += 1, bit += 1) {
      outcomes[bit >>> 3]! |= outcomeAt(place) << (bit & 7);
    }
  }
  return outcomes;
}
