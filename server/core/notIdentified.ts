import type { CountCells } from './counts.ts';
import { observedPassAtK } from './observedPassAtK.ts';
import type { NotIdentified } from './outcomes.ts';

/**
 * Why these counts identify no mixing law, with what can still be said of the mean solve rate; undefined when they do identify one.
 * When no attempt passed, or all did, the bound is one-sided and exact at `level` if all attempts were alike (the rule of three, 3/Σn, at 95 %).
 */
export function notIdentified(cells: CountCells, level: number): NotIdentified | undefined {
  if (cells.numProblems === 0) return { kind: 'notIdentified', reason: 'noProblems' };
  let numAttempts = 0;
  let numCorrect = 0;
  for (let i = 0; i < cells.weight.length; i += 1) {
    numAttempts += cells.weight[i]! * cells.numSamples[i]!;
    numCorrect += cells.weight[i]! * cells.numCorrect[i]!;
  }
  const oneSided = -Math.expm1(Math.log1p(-level) / numAttempts);
  if (numCorrect === 0)
    return { kind: 'notIdentified', reason: 'noneSolved', meanSolveRate: { low: 0, high: oneSided } };
  if (numCorrect === numAttempts)
    return { kind: 'notIdentified', reason: 'allSolved', meanSolveRate: { low: 1 - oneSided, high: 1 } };
  if (cells.numSamples.every((n) => n === 1)) {
    const { low, high } = observedPassAtK(cells, [1], level)[0]!;
    return { kind: 'notIdentified', reason: 'singleAttempt', meanSolveRate: { low, high } };
  }
  return undefined;
}
