import type { HarderKind } from './beyondCeiling.ts';
import { ceilingValue, type CeilingPosterior } from './ceilingPosterior.ts';

/** P(a problem is beyond the ceiling, of this alternative | its counts), times the weight of the alternative. `at`: its counts in the index. */
export function chanceBeyond(posterior: CeilingPosterior, evidence: number, at: number): number {
  const { beyond, weights } = posterior;
  let sum = 0;
  for (let a = 0; a < weights.length; a += 1)
    sum += weights[a]! * beyondGiven(ceilingValue(posterior, a), evidence, beyond.evidence[at]!);
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
