import type { RandomSource } from '../../server/core/seededRandom.ts';

/** Ordered outcomes of problems, as an evaluation holds them. */
export interface OrderedEval {
  readonly outcomes: Uint8Array;
  readonly problems: readonly {
    readonly problemId: string;
    readonly numSamples: number;
    readonly numCorrect: number;
  }[];
}

/** Packs rows of 0 and 1, a row a problem. */
export function packOutcomes(rows: readonly (readonly number[])[]): OrderedEval {
  const bits = rows.flat();
  const outcomes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    outcomes[i >>> 3]! |= bit << (i & 7);
  });
  const problems = rows.map((row, i) => ({
    problemId: String(i),
    numSamples: row.length,
    numCorrect: row.reduce((sum, x) => sum + x, 0),
  }));
  return { outcomes, problems };
}

/** How an attempt comes out: told the problem's solve rate, its place, and how the problem's earlier attempts came out. */
export type DrawAttempt = (rate: number, place: number, earlier: readonly number[]) => number;

/** Attempts at problems of all difficulties. */
export function drawOrders(
  random: RandomSource,
  { numProblems, numSamples }: { readonly numProblems: number; readonly numSamples: (problem: number) => number },
  draw: DrawAttempt = (rate) => (random() < rate ? 1 : 0),
): OrderedEval {
  return packOutcomes(
    Array.from({ length: numProblems }, (_, problem) => {
      const rate = random() ** 2;
      const row: number[] = [];
      for (let place = 0; place < numSamples(problem); place += 1) row.push(draw(rate, place, row));
      return row;
    }),
  );
}
