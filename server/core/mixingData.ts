import type { CellLikelihoods } from './cellLikelihoods.ts';
import { dotRange } from './dot.ts';
import { nonparametricMixing } from './nonparametricMixing.ts';
import { NUM_CELLS } from './solveRateGrid.ts';

/** The data reduced to a few rows that still bound the likelihood ratio of any mixing distribution to the best one. */
export interface MixingData {
  readonly numRows: number;
  /** Problems of each row, and of all. */
  readonly weights: Float64Array;
  readonly numProblems: number;
  /** columns[row·cells + cell]: likelihood of a solve-rate cell over that of the best distribution, times the problems of the row. */
  readonly columns: Float64Array;
  /** Cells [first, end) of each row where it is not 0. */
  readonly first: Int32Array;
  readonly end: Int32Array;
}

const EM_STEPS = 200;

/**
 * Nonparametric maximum likelihood (Kiefer & Wolfowitz 1956) by EM from a first guess; it need not be exact (see below).
 *
 * Rows: counts c = 0, 1, 2, 3, 4–5, … are gathered. By Jensen's inequality Σ w log(f/f°) ≤ W log(Σ (w/W) f/f°), so a distribution that the
 * gathered rows reject is rejected by the data: the range of those not rejected can only widen, as it does when f° falls short of the maximum.
 */
export function mixingData(data: CellLikelihoods, guess: Float64Array): MixingData {
  const best = nonparametricMixing(data, guess, EM_STEPS);
  const evidence = evidenceOf(data, best);
  const rowOf = new Map<number, number>();
  for (const c of data.counts.numCorrect) {
    const key = rowKey(c);
    if (!rowOf.has(key)) rowOf.set(key, rowOf.size);
  }
  const numRows = rowOf.size;
  const columns = new Float64Array(numRows * NUM_CELLS);
  const weights = new Float64Array(numRows);
  const first = new Int32Array(numRows).fill(NUM_CELLS);
  const end = new Int32Array(numRows);
  for (let i = 0; i < data.numCounts; i += 1) {
    const row = rowOf.get(rowKey(data.counts.numCorrect[i]!)) ?? 0;
    const weight = data.counts.weight[i]!;
    const shift = data.offset[i]! - data.first[i]!;
    weights[row] = weights[row]! + weight;
    first[row] = Math.min(first[row]!, data.first[i]!);
    end[row] = Math.max(end[row]!, data.end[i]!);
    for (let cell = data.first[i]!; cell < data.end[i]!; cell += 1) {
      const at = row * NUM_CELLS + cell;
      columns[at] = columns[at]! + (weight * data.values[cell + shift]!) / evidence[i]!;
    }
  }
  return { numRows, weights, numProblems: data.counts.numProblems, columns, first, end };
}

function rowKey(numCorrect: number): number {
  return numCorrect === 0 ? -1 : Math.floor(2 * Math.log2(numCorrect) + 1e-9);
}

function evidenceOf(data: CellLikelihoods, mixing: Float64Array): Float64Array {
  const { first, end, offset, values } = data;
  return Float64Array.from(first, (from, i) => dotRange(mixing, from, values, offset[i]!, end[i]! - from));
}
