import { take, type Arena } from './arena.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { forEachAlternative, passSaid, reachesOf, saidByMembers, type Hard, type Said } from './saidByMembers.ts';
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
 * Two alternatives are grouped where their pass@k is in the same stretch, of this many standard deviations, at each of the reaches.
 */
const RESOLUTION = 1;

/** Stretches to either side of the mean, more than a posterior reaches: four times as many bits are exact in a key. */
const MAX_STRETCHES = 1 << 12;

/** Groups of alternatives by what they say, about a hundred where there were thousands. */
export function scenariosOf(data: CellLikelihoods, posterior: readonly WeightedNode[], arena: Arena): Scenario[] {
  const members = saidByMembers(data, posterior, arena);
  const reaches = passOfMembers(members, reachesOf(data.counts).length);
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
      for (let j = 0; j < reaches.length; j += 1) {
        const { mean, step } = reaches[j]!;
        const stretch = Math.floor(passSaid(said, j, solvable, hardShare, hard) / step) - Math.floor(mean / step);
        key = 2 * MAX_STRETCHES * key + MAX_STRETCHES + Math.max(-MAX_STRETCHES, Math.min(stretch, MAX_STRETCHES - 1));
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

/** Mean of pass@k at each of the reaches, and the width of a stretch. */
function passOfMembers(members: readonly Said[], numReaches: number): readonly { mean: number; step: number }[] {
  let total = 0;
  const first = new Float64Array(numReaches);
  const second = new Float64Array(numReaches);
  for (const said of members) {
    forEachAlternative(said, (weight, solvable, hardShare, hard) => {
      total += weight;
      for (let j = 0; j < numReaches; j += 1) {
        const pass = passSaid(said, j, solvable, hardShare, hard);
        first[j] = first[j]! + weight * pass;
        second[j] = second[j]! + weight * pass * pass;
      }
    });
  }
  return Array.from(first, (sum, j) => {
    const mean = sum / total;
    const spread = Math.sqrt(Math.max(0, second[j]! / total - mean * mean));
    return { mean, step: RESOLUTION * spread + Number.EPSILON };
  });
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
