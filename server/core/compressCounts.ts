import type { CountCells, ProblemCounts } from './counts.ts';

/** Distinct (n, c) with the number of problems that have them: what every fit works on. Linear in the problems. */
export function compressCounts(problems: readonly Pick<ProblemCounts, 'numSamples' | 'numCorrect'>[]): CountCells {
  const counter = createCellCounter();
  for (const { numSamples, numCorrect } of problems) counter.add(numSamples, numCorrect);
  return counter.cells();
}

/** Counts problems into cells one by one, so that millions of them need no object each. */
export interface CellCounter {
  /** One more problem with c of n attempts correct; 0 ≤ c ≤ n. */
  readonly add: (numSamples: number, numCorrect: number) => void;
  readonly cells: () => CountCells;
}

/** Numbers of problems by c, for each n. An array is quick, a map small: arrays are made while they hold this many numbers in all. */
const MOST_IN_ARRAYS = 1 << 20;

export function createCellCounter(): CellCounter {
  const byN = new Map<number, Float64Array | Map<number, number>>();
  let numInArrays = 0;
  let numProblems = 0;
  // Most problems have the n of the one before.
  let lastN = -1;
  let last: Float64Array | Map<number, number> = new Map();

  return { add, cells };

  function add(numSamples: number, numCorrect: number): void {
    if (numSamples !== lastN) {
      lastN = numSamples;
      last = byN.get(numSamples) ?? open(numSamples);
    }
    numProblems += 1;
    if (last instanceof Float64Array) last[numCorrect]! += 1;
    else last.set(numCorrect, (last.get(numCorrect) ?? 0) + 1);
  }

  function open(numSamples: number): Float64Array | Map<number, number> {
    const isSmall = numInArrays + numSamples < MOST_IN_ARRAYS;
    if (isSmall) numInArrays += numSamples + 1;
    const opened = isSmall ? new Float64Array(numSamples + 1) : new Map<number, number>();
    byN.set(numSamples, opened);
    return opened;
  }

  function cells(): CountCells {
    const sorted = [...byN]
      .sort(([a], [b]) => a - b)
      .flatMap(([n, weights]) =>
        [...weights.entries()]
          .filter(([, weight]) => weight > 0)
          .sort(([a], [b]) => a - b)
          .map(([c, weight]) => ({ n, c, weight })),
      );
    return {
      numSamples: Float64Array.from(sorted, ({ n }) => n),
      numCorrect: Float64Array.from(sorted, ({ c }) => c),
      weight: Float64Array.from(sorted, ({ weight }) => weight),
      numProblems,
    };
  }
}
