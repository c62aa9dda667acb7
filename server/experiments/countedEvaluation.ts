import { compressCounts } from '../core/compressCounts.ts';
import { kLadder } from '../core/kLadder.ts';
import { observedPassAtK } from '../core/observedPassAtK.ts';
import type { EvaluationName, ResultPoint } from '../protocol/experimentResult.ts';

/** Attempts that passed at each problem, of the same number at all. */
export interface CountedEvaluation extends EvaluationName {
  readonly numSamples: number;
  readonly numCorrect: readonly number[];
}

/** pass@k by Chen's estimator, ten k to a decade. */
export function passAtKCurve({ numSamples, numCorrect }: CountedEvaluation): ResultPoint[] {
  const problems = numCorrect.map((correct, i) => ({ problemId: String(i), numSamples, numCorrect: correct }));
  const points = observedPassAtK(compressCounts(problems), kLadder(numSamples, []), 0.9);
  return points.map(({ k, value }) => ({ k, value }));
}

/** p_i: the share of attempts that failed. */
export function failureProbabilities({ numSamples, numCorrect }: CountedEvaluation): number[] {
  return numCorrect.map((correct) => 1 - correct / numSamples);
}

const HISTOGRAM_CELLS = 25;

export function failureHistogram(evaluation: CountedEvaluation): number[] {
  const cells = Array.from({ length: HISTOGRAM_CELLS }, () => 0);
  for (const p of failureProbabilities(evaluation)) {
    const cell = Math.min(HISTOGRAM_CELLS - 1, Math.floor(p * HISTOGRAM_CELLS));
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  return cells;
}

/** All evaluations as a counts file, which `passk analyze` and the editor open. */
export function evaluationCsv(evaluations: readonly CountedEvaluation[]): string {
  const rows = evaluations.flatMap(({ task, model, scorer, numSamples, numCorrect }) =>
    numCorrect.map((correct, i) => [`image ${i}`, numSamples, correct, task, model, scorer].map(csvField).join(',')),
  );
  return `problem,num_samples,num_correct,task,model,scorer\n${rows.join('\n')}\n`;
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
