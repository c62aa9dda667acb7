import type { RankedProblem } from '../core/difficultyRanking.ts';
import { ATTEMPT_HORIZON } from '../core/posteriors.ts';
import { formatRateEstimate } from './formatEstimate.ts';
import { formatCount, formatPercent, formatShortCount } from './formatNumber.ts';

/** The two rankings of problems, and what each is ordered by. */
export const RANKING_TITLES = {
  obtained: 'Difficult but obtainable: solved at least once, the lowest solve rate first',
  unsolved: 'Never solved: the likeliest to be solvable first',
} as const;

/** Labels of what `rankedCells` gives. */
export const RANKED_COLUMNS = ['passed', 'solve rate', 'solvable', 'half within', '90% within'] as const;

/** c/n of a ranked problem, and its posterior: solve rate, P(solvable), and the attempts that solve it with these chances; dashes where there is none. */
export function rankedCells({ problem, posterior }: RankedProblem): readonly string[] {
  const counts = `${formatCount(problem.numCorrect)}/${formatCount(problem.numSamples)}`;
  if (posterior === undefined) return [counts, '–', '–', '–', '–'];
  const { solveRate, solvable, attemptsForHalf, attemptsForNineTenths } = posterior;
  const attempts = [attemptsForHalf, attemptsForNineTenths].map(formatAttempts);
  return [counts, formatRateEstimate(solveRate), formatPercent(solvable), ...attempts];
}

function formatAttempts(count: number | null): string {
  return count === null ? `>${formatShortCount(ATTEMPT_HORIZON)}` : formatCount(count);
}
