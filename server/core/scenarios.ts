import { take, type Arena } from './arena.ts';
import type { BmaNode } from './bmaNode.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { dot } from './dot.ts';
import { NUM_CELLS, nodeLogFail, nodesOfCell } from './solveRateGrid.ts';

/** A group of (member of a family, ceiling) that say much the same of the set of problems. */
export interface Scenario {
  /** Posterior weight; all sum to 1. */
  readonly weight: number;
  /** Share of the problems, by cell of the solve rate: those with c > 0. Sums to their share. */
  readonly solved: Float64Array;
  /** Those with c = 0 that can be solved. */
  readonly unsolved: Float64Array;
}

/** P(the problem can be solved | c = 0): the unsolved are those that cannot be, and those that missed by chance. */
export function solvableGiven(ceiling: number, evidence: number): number {
  return (ceiling * evidence) / (1 - ceiling * (1 - evidence));
}

/** Members and ceilings below this share of the largest weight do not move a quantile between .005 and .995. */
const LEAST_RELATIVE_WEIGHT = 1e-3;

/**
 * Two (member, ceiling) are grouped where their pass@k is in the same stretch, of this many standard deviations, at each of three k:
 * at the data, well beyond, and without end.
 */
const RESOLUTION = 0.8;

/** More stretches than there are in [0, 1], unless all say the same. */
const MAX_STRETCHES = 1 << 17;

/** Groups of members and ceilings by what they say, about a hundred where there were thousands. */
export function scenariosOf(data: CellLikelihoods, posterior: readonly WeightedNode[], arena: Arena): Scenario[] {
  const maxSamples = data.counts.numSamples.at(-1) ?? 1;
  // No `map` of numbers to arrays: V8 gives its results changing layouts, and compiles whatever reads them again and again.
  const passes = [passAtCells(maxSamples), passAtCells(10 * maxSamples), passAtCells(Infinity)];
  const least = LEAST_RELATIVE_WEIGHT * posterior.reduce((most, { weight }) => Math.max(most, weight), 0);
  const members = posterior
    .filter(({ weight }) => weight >= least)
    .map((member) => whatIsSaid(data, member, passes, arena));
  const steps = Float64Array.from(passes, (_, j) => RESOLUTION * spreadOf(members, j) + Number.EPSILON);
  const groups = new Map<number, Group>();
  for (const said of members) {
    const parts = new Map<number, { weight: number; solvable: number }>();
    for (let i = 0; i < said.weights.length; i += 1) {
      const weight = said.weights[i]!;
      if (weight < least) continue;
      const key = stretchOf(said, i, steps);
      const part = parts.get(key);
      if (part === undefined) parts.set(key, { weight, solvable: weight * said.solvable[i]! });
      else {
        part.weight += weight;
        part.solvable += weight * said.solvable[i]!;
      }
    }
    for (const [key, part] of parts) {
      const group = groups.get(key) ?? emptyGroup(arena);
      groups.set(key, group);
      group.weight += part.weight;
      addScaled(group.solved, said.solved, part.weight);
      addScaled(group.unsolved, said.unsolved, part.solvable);
    }
  }
  const total = [...groups.values()].reduce((sum, { weight }) => sum + weight, 0);
  return [...groups.values()].map(({ weight, solved, unsolved }) => ({
    weight: weight / total,
    solved: solved.map((sum) => sum / weight),
    unsolved: unsolved.map((sum) => sum / weight),
  }));
}

/** Where pass@k lies at the three k, in steps, as one number. */
function stretchOf(said: Said, i: number, steps: Float64Array): number {
  let key = 0;
  for (let j = 0; j < steps.length; j += 1) {
    key = key * MAX_STRETCHES + Math.floor(passSaid(said, i, j) / steps[j]!);
  }
  return key;
}

/** pass@k of the set by a member with its i-th ceiling, at the j-th of the three k. */
function passSaid(said: Said, i: number, j: number): number {
  return said.solvedAt[j]! + said.solvable[i]! * said.unsolvedAt[j]!;
}

function spreadOf(members: readonly Said[], j: number): number {
  let total = 0;
  let first = 0;
  let second = 0;
  for (const said of members) {
    for (let i = 0; i < said.weights.length; i += 1) {
      const weight = said.weights[i]!;
      const pass = passSaid(said, i, j);
      total += weight;
      first += weight * pass;
      second += weight * pass * pass;
    }
  }
  return Math.sqrt(Math.max(0, second / total - (first / total) ** 2));
}

interface Group {
  weight: number;
  readonly solved: Float64Array;
  readonly unsolved: Float64Array;
}

function emptyGroup(arena: Arena): Group {
  return { weight: 0, solved: take(arena, NUM_CELLS), unsolved: take(arena, NUM_CELLS) };
}

/** 1 − (1 − s)^k in the middle of each cell: enough to tell scenarios apart. */
function passAtCells(k: number): Float64Array {
  return Float64Array.from({ length: NUM_CELLS }, (_, cell) => {
    const { first, end } = nodesOfCell(cell);
    return -Math.expm1(k * nodeLogFail[Math.floor((first + end) / 2)]!);
  });
}

/** A member's posterior of the problems with c > 0 and with c = 0, the latter if they can be solved: with which probability, by ceiling. */
interface Said {
  readonly solved: Float64Array;
  readonly unsolved: Float64Array;
  readonly solvable: Float64Array;
  /** Posterior weight of the member with each ceiling. */
  readonly weights: Float64Array;
  /** What the rows contribute to pass@k at the three k. */
  readonly solvedAt: Float64Array;
  readonly unsolvedAt: Float64Array;
}

function whatIsSaid(
  data: CellLikelihoods,
  { node, weight }: WeightedNode,
  passes: readonly Float64Array[],
  arena: Arena,
): Said {
  const { numCorrect, weight: numWith, numProblems } = data.counts;
  const { first, end, offset, values } = data;
  const solved = take(arena, NUM_CELLS);
  const unsolved = take(arena, NUM_CELLS);
  for (let i = 0; i < numCorrect.length; i += 1) {
    const factor = numWith[i]! / (numProblems * node.evidence[i]!);
    const of = numCorrect[i] === 0 ? unsolved : solved;
    const last = end[i]!;
    const shift = offset[i]! - first[i]!;
    for (let cell = first[i]!; cell < last; cell += 1) of[cell] = of[cell]! + factor * values[cell + shift]!;
  }
  for (let cell = 0; cell < solved.length; cell += 1) {
    solved[cell] = solved[cell]! * node.mass[cell]!;
    unsolved[cell] = unsolved[cell]! * node.mass[cell]!;
  }
  const solvable = fillSolvable(data, node, take(arena, node.ceilings.length));
  const weights = take(arena, solvable.length);
  for (let a = 0; a < weights.length; a += 1) weights[a] = node.ceilingWeights[a]! * weight;
  const solvedAt = take(arena, passes.length);
  const unsolvedAt = take(arena, passes.length);
  for (let j = 0; j < passes.length; j += 1) {
    solvedAt[j] = dot(solved, passes[j]!);
    unsolvedAt[j] = dot(unsolved, passes[j]!);
  }
  return { solved, unsolved, solvable, weights, solvedAt, unsolvedAt };
}

/** By ceiling: the probability that a problem with c = 0 can be solved. */
function fillSolvable({ zeros }: CellLikelihoods, { ceilings, evidence }: BmaNode, out: Float64Array): Float64Array {
  const { index, weight } = zeros;
  let numUnsolved = 0;
  for (let z = 0; z < index.length; z += 1) numUnsolved += weight[z]!;
  for (let a = 0; a < out.length; a += 1) {
    let sum = 0;
    for (let z = 0; z < index.length; z += 1) {
      sum += weight[z]! * solvableGiven(ceilings[a]!, evidence[index[z]!]!);
    }
    out[a] = numUnsolved > 0 ? sum / numUnsolved : 1;
  }
  return out;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = target[i]! + factor * source[i]!;
}
