import type { CellPosterior, EvalAnalysis } from './analysis.ts';
import type { ProblemCounts } from './counts.ts';
import { posteriorOf } from './posteriorOf.ts';
import type { SolveChances } from './solveChances.ts';

export interface RankedProblem {
  readonly problem: ProblemCounts;
  /** Absent where the counts of the evaluation identify no mixing law. */
  readonly posterior: CellPosterior | undefined;
  /** P(solved by at least one of k new attempts) for each k that was asked for; empty where there is no posterior. */
  readonly solvedWithin: readonly number[];
}

/** Problems by posterior difficulty, those that are known to be obtainable apart from those of which it is a guess. */
export interface DifficultyRanking {
  /** Solved at least once: the lowest posterior solve rate first. */
  readonly obtained: readonly RankedProblem[];
  /** Never solved: the highest P(solvable) first. */
  readonly unsolved: readonly RankedProblem[];
}

/**
 * "Difficult but obtainable". Without posteriors c/n stands in for the solve rate, and of the unsolved the least tried come first, which is the
 * order of P(solvable | c = 0), too: it falls with n. Ties keep the order of the log.
 */
export function difficultyRanking(analysis: EvalAnalysis, chances: SolveChances = new Map()): DifficultyRanking {
  const ranked = analysis.counts.problems.map((problem): RankedProblem => {
    const posterior = posteriorOf(analysis, problem);
    return { problem, posterior, solvedWithin: (posterior && chances.get(posterior)) ?? [] };
  });
  return {
    obtained: ranked.filter(({ problem }) => problem.numCorrect > 0).sort((a, b) => solveRateOf(a) - solveRateOf(b)),
    unsolved: ranked
      .filter(({ problem }) => problem.numCorrect === 0)
      .sort((a, b) => solvableOf(b) - solvableOf(a) || a.problem.numSamples - b.problem.numSamples),
  };
}

function solveRateOf({ problem, posterior }: RankedProblem): number {
  return posterior?.solveRate.value ?? problem.numCorrect / problem.numSamples;
}

function solvableOf({ posterior }: RankedProblem): number {
  return posterior?.solvable ?? 0;
}
