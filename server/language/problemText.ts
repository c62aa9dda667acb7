import type { CellPosterior } from '../core/analysis.ts';
import type { ProblemCounts } from '../core/counts.ts';
import { formatPercent } from '../text/formatNumber.ts';
import { formatRateEstimate } from '../text/formatEstimate.ts';

/** c/n of a problem, and what the other problems add to it: a CodeLens, in one line. */
export function problemTitle(problem: ProblemCounts, posterior: CellPosterior | undefined): string {
  const ratio = countRatio(problem);
  if (posterior === undefined) return ratio;
  const solveRate = `solve rate ${formatRateEstimate(posterior.solveRate)}`;
  return problem.numCorrect > 0
    ? `${ratio} · ${solveRate}`
    : `${ratio} · P(solvable) ${formatPercent(posterior.solvable)} · ${solveRate}`;
}

/** The same where it stands behind the lens of the evaluation, as in a JSONL, and has little room; the hover has the rest. */
export function shortProblemTitle(problem: ProblemCounts): string {
  return `this problem ${countRatio(problem)}`;
}

/** `7/20`: attempts that passed, of attempts that were scored. */
export function countRatio({ numCorrect, numSamples }: ProblemCounts): string {
  return `${numCorrect}/${numSamples}`;
}
