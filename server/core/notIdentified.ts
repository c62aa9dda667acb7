import type { CountCells } from './counts.ts';
import { observedPassAtK } from './observedPassAtK.ts';
import type { NotIdentified } from './outcomes.ts';

/**
 * Why these counts identify no mixing law, with what can still be said of the mean solve rate; undefined when they do identify one.
 * When no attempt passed, or all did, the bound is one-sided: see `mostWithoutSuccess`.
 */
export function notIdentified(cells: CountCells, level: number): NotIdentified | undefined {
  if (cells.numProblems === 0) return { kind: 'notIdentified', reason: 'noProblems' };
  let numAttempts = 0;
  let numCorrect = 0;
  for (let i = 0; i < cells.weight.length; i += 1) {
    numAttempts += cells.weight[i]! * cells.numSamples[i]!;
    numCorrect += cells.weight[i]! * cells.numCorrect[i]!;
  }
  if (numCorrect === 0)
    return {
      kind: 'notIdentified',
      reason: 'noneSolved',
      meanSolveRate: { low: 0, high: mostWithoutSuccess(cells, level) },
    };
  if (numCorrect === numAttempts)
    return {
      kind: 'notIdentified',
      reason: 'allSolved',
      meanSolveRate: { low: 1 - mostWithoutSuccess(cells, level), high: 1 },
    };
  if (cells.numSamples.every((n) => n === 1)) {
    const { low, high } = observedPassAtK(cells, [1], level)[0]!;
    return { kind: 'notIdentified', reason: 'singleAttempt', meanSolveRate: { low, high } };
  }
  return undefined;
}

/**
 * The largest mean solve rate of these problems with which it has a probability of at least 1 − `level` that no attempt passes, whatever their solve
 * rates: the rule of three (3/Σn at 95 %) where n is the same. Where n differs, most is left open by the problems that were tried least. The mean of s
 * is largest under Σ n·log(1 − s) ≥ log(1 − level) where n/(1 − s) is the same at all problems with s > 0, which are those of the smallest n.
 */
function mostWithoutSuccess({ numSamples, weight, numProblems }: CountCells, level: number): number {
  let attempts = 0;
  let logs = 0;
  let logRatio = 0;
  // Cells are sorted by n.
  let numOpen = 0;
  for (; numOpen < numSamples.length; numOpen += 1) {
    const logN = Math.log(numSamples[numOpen]!);
    if (numOpen > 0 && logRatio + logN >= 0) break;
    const samples = weight[numOpen]! * numSamples[numOpen]!;
    attempts += samples;
    logs += samples * logN;
    logRatio = (Math.log1p(-level) - logs) / attempts;
  }
  let sum = 0;
  for (let i = 0; i < numOpen; i += 1) sum -= weight[i]! * Math.expm1(logRatio + Math.log(numSamples[i]!));
  return sum / numProblems;
}
