import type { HarderKind } from './beyondCeiling.ts';
import type { CeilingPosterior } from './ceilingPosterior.ts';

/** P(a problem is beyond the ceiling, of this alternative | its counts), times the weight of the alternative. `at`: its counts in the index. */
export function chanceBeyond({ beyond, values, weights }: CeilingPosterior, evidence: number, at: number): number {
  let sum = 0;
  for (let a = 0; a < values.length; a += 1)
    sum += weights[a]! * beyondGiven(values[a]!, evidence, beyond.evidence[at]!);
  return sum;
}

/** The same given the ceiling. */
export function beyondGiven(ceiling: number, evidence: number, evidenceBeyond: number): number {
  const outside = (1 - ceiling) * evidenceBeyond;
  return outside / (outside + ceiling * evidence);
}

/** P(a problem beyond the ceiling can be solved | its counts): all that have been solved can, of the others those of the harder kind. */
export function shareSolvable({ share, evidence }: HarderKind, numCorrect: number, at: number): number {
  if (numCorrect > 0) return 1;
  const solvable = share * evidence[at]!;
  return solvable / (solvable + 1 - share);
}
