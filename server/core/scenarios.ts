import { take, type Arena } from './arena.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { forEachAlternative, NUM_REACHES, passSaid, saidByMembers, type Hard, type Said } from './saidByMembers.ts';
import { NUM_CELLS } from './solveRateGrid.ts';

/** A group of (member of a family, ceiling, what is beyond it) that say much the same of the set of problems. */
export interface Scenario {
  /** Posterior weight; all sum to 1. */
  readonly weight: number;
  /** Share of the problems, by cell of the solve rate: those with c > 0. Sums to their share. */
  readonly solved: Float64Array;
  /** Those with c = 0 that can be solved. */
  readonly unsolved: Float64Array;
}

/**
 * Two alternatives are grouped where their pass@k is in the same stretch, of this many standard deviations, at each of three k: at the data, well
 * beyond, and without end.
 */
const RESOLUTION = 1;

/** More stretches than there are in [0, 1], unless all say the same. */
const MAX_STRETCHES = 1 << 17;

/** Groups of alternatives by what they say, about a hundred where there were thousands. */
export function scenariosOf(data: CellLikelihoods, posterior: readonly WeightedNode[], arena: Arena): Scenario[] {
  const members = saidByMembers(data, posterior, arena);
  const steps = spreads(members).map((spread) => RESOLUTION * spread + Number.EPSILON);
  const groups = new Map<number, Group>();
  const groupAt = (key: number): Group => {
    const group = groups.get(key) ?? emptyGroup(arena);
    groups.set(key, group);
    return group;
  };
  for (const said of members) {
    const parts = new Map<number, { weight: number; solvable: number }>();
    forEachAlternative(said, (weight, solvable, hardShare, hard) => {
      let key = 0;
      for (let j = 0; j < steps.length; j += 1) {
        key = key * MAX_STRETCHES + Math.floor(passSaid(said, j, solvable, hardShare, hard) / steps[j]!);
      }
      const part = parts.get(key);
      if (part === undefined) parts.set(key, { weight, solvable: weight * solvable });
      else {
        part.weight += weight;
        part.solvable += weight * solvable;
      }
      if (hard === undefined || hardShare === 0) return;
      const group = groupAt(key);
      group.hard.set(hard, (group.hard.get(hard) ?? 0) + weight * hardShare);
    });
    for (const [key, part] of parts) {
      const group = groupAt(key);
      group.weight += part.weight;
      addScaled(group.solved, said.solved, part.weight);
      addScaled(group.unsolved, said.unsolved, part.solvable);
    }
  }
  let total = 0;
  for (const group of groups.values()) {
    total += group.weight;
    for (const [{ unsolved }, weight] of group.hard) addScaled(group.unsolved, unsolved, weight);
  }
  return [...groups.values()].map(({ weight, solved, unsolved }) => ({
    weight: weight / total,
    solved: solved.map((sum) => sum / weight),
    unsolved: unsolved.map((sum) => sum / weight),
  }));
}

/** Standard deviation of pass@k at each of the three k. */
function spreads(members: readonly Said[]): Float64Array {
  let total = 0;
  const first = new Float64Array(NUM_REACHES);
  const second = new Float64Array(NUM_REACHES);
  for (const said of members) {
    forEachAlternative(said, (weight, solvable, hardShare, hard) => {
      total += weight;
      for (let j = 0; j < NUM_REACHES; j += 1) {
        const pass = passSaid(said, j, solvable, hardShare, hard);
        first[j] = first[j]! + weight * pass;
        second[j] = second[j]! + weight * pass * pass;
      }
    });
  }
  return second.map((sum, j) => Math.sqrt(Math.max(0, sum / total - (first[j]! / total) ** 2)));
}

interface Group {
  weight: number;
  readonly solved: Float64Array;
  readonly unsolved: Float64Array;
  /** Weight of each harder kind among the unsolved. */
  readonly hard: Map<Hard, number>;
}

function emptyGroup(arena: Arena): Group {
  return { weight: 0, solved: take(arena, NUM_CELLS), unsolved: take(arena, NUM_CELLS), hard: new Map() };
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = target[i]! + factor * source[i]!;
}
