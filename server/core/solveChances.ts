import type { CellPosterior, EvalAnalysis } from './analysis.ts';
import { compressCounts } from './compressCounts.ts';
import { createPredictor } from './predictor.ts';
import { solvedWithin } from './solvedWithin.ts';

/** P(solved by at least one of k new attempts) of the problems with the counts of a posterior, for each k that was asked for. */
export type SolveChances = ReadonlyMap<CellPosterior, readonly number[]>;

/** Needs the whole posterior, which an analysis does not hold: it is computed again. Empty where there is none. */
export function solveChances({ counts, options, posteriors }: EvalAnalysis, at: readonly number[]): SolveChances {
  if (posteriors.length === 0 || at.length === 0) return new Map();
  const predictor = createPredictor(compressCounts(counts.problems), options.level);
  const columns = at.map((k) => solvedWithin(predictor, k));
  return new Map(posteriors.map((posterior, i) => [posterior, columns.map((column) => column[i]!)]));
}
