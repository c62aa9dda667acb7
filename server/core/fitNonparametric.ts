import { cellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { dot } from './dot.ts';
import { nonparametricMixing } from './nonparametricMixing.ts';
import { notIdentified } from './notIdentified.ts';
import type { NonparametricFit } from './outcomes.ts';
import { NUM_CELLS, NUM_NODES, cellAverages, passAtNodes } from './solveRateGrid.ts';

/** Enough for pass@k at 100 n to settle within .01: mass at solve rates that the data hardly tell from 0 leaves slowly. */
const EM_STEPS = 2000;

/**
 * The distribution of the solve rate that makes the counts likeliest, whatever its shape (NPMLE, Kiefer & Wolfowitz 1956). What was never solved it
 * holds for as good as unsolvable, so that it predicts far too low beyond n: a law to compare with, not to predict by.
 */
export function fitNonparametric(counts: CountCells, { level }: { readonly level: number }): NonparametricFit {
  const unidentified = notIdentified(counts, level);
  if (unidentified !== undefined) return unidentified;
  const mass = nonparametricMixing(cellLikelihoods(counts), new Float64Array(NUM_CELLS).fill(1), EM_STEPS);
  return { kind: 'interior', mass };
}

/** pass@k of a distribution over the cells of the solve-rate grid. */
export function nonparametricPassAtK(mass: Float64Array, k: number): number {
  const scratch = new Float64Array(NUM_NODES);
  return Math.min(1, dot(mass, cellAverages(scratch, passAtNodes(k, new Float64Array(NUM_NODES)))));
}
