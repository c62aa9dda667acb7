import { take, type Arena } from './arena.ts';
import type { BeyondCeiling, HarderKind } from './beyondCeiling.ts';
import type { BmaNode } from './bmaNode.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { ceilingValue } from './ceilingPosterior.ts';
import { beyondGiven, chanceBeyond, shareSolvable } from './chanceBeyond.ts';
import { dot } from './dot.ts';
import { NUM_CELLS, nodeLogFail, nodesOfCell } from './solveRateGrid.ts';

/** A harder kind, with the posterior of the problems with c = 0 if all of them were of it. */
export interface Hard {
  readonly kind: HarderKind;
  readonly unsolved: Float64Array;
  /** What they contribute to pass@k at the reaches. */
  readonly passAt: Float64Array;
  /** P(a problem with c = 0 is of this kind | beyond the ceiling, and what is beyond it). */
  readonly solvable: number;
}

/** Ceilings below 1 of one member, with what is beyond them. */
interface SaidBelow {
  readonly hards: readonly Hard[];
  /** Posterior weight of the member with each ceiling. */
  readonly weights: Float64Array;
  /** Probability that a problem with c = 0 is below the ceiling. */
  readonly solvable: Float64Array;
}

/** A member's posterior of the problems with c > 0, and of those with c = 0 if they are below the ceiling. */
export interface Said {
  readonly solved: Float64Array;
  readonly unsolved: Float64Array;
  /** What they contribute to pass@k at the reaches. */
  readonly solvedAt: Float64Array;
  readonly unsolvedAt: Float64Array;
  /** Posterior weight of the member with a ceiling of 1. */
  readonly weightOfOne: number;
  readonly below: readonly SaidBelow[];
}

/** The k at which members are told apart: at the data, well beyond, and without end; where n differs, also one attempt, which the data then leave open. */
export function reachesOf({ numSamples }: CellLikelihoods['counts']): readonly number[] {
  const [minSamples, maxSamples] = [numSamples[0] ?? 1, numSamples.at(-1) ?? 1];
  const reaches = [maxSamples, 10 * maxSamples, Infinity];
  return minSamples < maxSamples ? [1, ...reaches] : reaches;
}

/** Members below this share of the largest weight do not move a quantile between .005 and .995, and neither do ceilings below a tenth of it. */
const LEAST_RELATIVE_WEIGHT = 1e-3;

/** What each member of weight says. */
export function saidByMembers(
  data: CellLikelihoods,
  posterior: readonly WeightedNode[],
  arena: Arena,
): readonly Said[] {
  // No `map` of numbers to arrays: V8 gives its results changing layouts, and compiles whatever reads them again and again.
  const passes: Float64Array[] = [];
  for (const k of reachesOf(data.counts)) passes.push(passAtCells(k));
  const least = LEAST_RELATIVE_WEIGHT * posterior.reduce((most, { weight }) => Math.max(most, weight), 0);
  const known = new Map<BeyondCeiling, readonly Hard[]>();
  const hardsOf = (beyond: BeyondCeiling): readonly Hard[] => {
    const hards = known.get(beyond) ?? beyond.kinds.map((kind) => hardOf(data, beyond, kind, passes, arena));
    known.set(beyond, hards);
    return hards;
  };
  const context = { data, passes, hardsOf, least: least / 10, arena };
  return posterior.filter(({ weight }) => weight >= least).map((member) => whatIsSaid(context, member));
}

/** Calls for each alternative: its weight, the probability that a problem with c = 0 is below the ceiling, and that it is of a harder kind. */
export function forEachAlternative(
  { weightOfOne, below }: Said,
  visit: (weight: number, solvable: number, hardShare: number, hard: Hard | undefined) => void,
): void {
  if (weightOfOne > 0) visit(weightOfOne, 1, 0, undefined);
  for (const { hards, weights, solvable } of below) {
    for (let a = 0; a < weights.length; a += 1) {
      if (weights[a] === 0) continue;
      for (const hard of hards) {
        visit(weights[a]! * hard.kind.weight, solvable[a]!, (1 - solvable[a]!) * hard.solvable, hard);
      }
    }
  }
}

/** pass@k of the set by an alternative, at the j-th of the reaches. */
export function passSaid(said: Said, j: number, solvable: number, hardShare: number, hard: Hard | undefined): number {
  const pass = said.solvedAt[j]! + solvable * said.unsolvedAt[j]!;
  return hard === undefined ? pass : pass + hardShare * hard.passAt[j]!;
}

function hardOf(
  data: CellLikelihoods,
  beyond: BeyondCeiling,
  kind: HarderKind,
  passes: readonly Float64Array[],
  arena: Arena,
): Hard {
  const unsolved = take(arena, NUM_CELLS);
  if (kind.share > 0) addPosterior(data, kind.mass, unsolved);
  const solvable = meanOfUnsolved(data, beyond, (at) => shareSolvable(kind, 0, at));
  return { kind, unsolved, passAt: contributions(unsolved, passes, arena), solvable };
}

/** Adds the posterior of the problems with c = 0 under a distribution, as their share of all problems. */
function addPosterior(
  { first, end, offset, values, counts, zeros }: CellLikelihoods,
  mass: Float64Array,
  out: Float64Array,
) {
  const row = new Float64Array(NUM_CELLS);
  for (const i of zeros.index) {
    const shift = offset[i]! - first[i]!;
    let sum = 0;
    for (let cell = first[i]!; cell < end[i]!; cell += 1) {
      row[cell] = mass[cell]! * values[cell + shift]!;
      sum += row[cell]!;
    }
    const factor = counts.weight[i]! / counts.numProblems / sum;
    for (let cell = first[i]!; cell < end[i]!; cell += 1) out[cell] = out[cell]! + factor * row[cell]!;
  }
}

function contributions(cells: Float64Array, passes: readonly Float64Array[], arena: Arena): Float64Array {
  const of = take(arena, passes.length);
  for (let j = 0; j < passes.length; j += 1) of[j] = dot(cells, passes[j]!);
  return of;
}

interface SaidContext {
  readonly data: CellLikelihoods;
  readonly passes: readonly Float64Array[];
  readonly hardsOf: (beyond: BeyondCeiling) => readonly Hard[];
  readonly least: number;
  readonly arena: Arena;
}

function whatIsSaid({ data, passes, hardsOf, least, arena }: SaidContext, { node, weight }: WeightedNode): Said {
  const { numCorrect } = data.counts;
  const { first, end, offset, values } = data;
  const solved = take(arena, NUM_CELLS);
  const unsolved = take(arena, NUM_CELLS);
  const beyondSolved = take(arena, NUM_CELLS);
  const shares = solvedBelow(data, node, beyondSolved, arena);
  for (let i = 0; i < numCorrect.length; i += 1) {
    const factor = shares[i]! / node.evidence[i]!;
    const of = numCorrect[i] === 0 ? unsolved : solved;
    const last = end[i]!;
    const shift = offset[i]! - first[i]!;
    for (let cell = first[i]!; cell < last; cell += 1) of[cell] = of[cell]! + factor * values[cell + shift]!;
  }
  for (let cell = 0; cell < NUM_CELLS; cell += 1) {
    const mass = node.mass[cell]!;
    solved[cell] = beyondSolved[cell]! + mass * solved[cell]!;
    unsolved[cell] = mass * unsolved[cell]!;
  }
  const below = node.below.map((posterior) => {
    const { beyond, weights } = posterior;
    const kept = take(arena, weights.length);
    const solvable = take(arena, weights.length);
    for (let a = 0; a < weights.length; a += 1) {
      if (weight * weights[a]! < least) continue;
      kept[a] = weight * weights[a]!;
      const ceiling = ceilingValue(posterior, a);
      const chance = (at: number, i: number): number => beyondGiven(ceiling, node.evidence[i]!, beyond.evidence[at]!);
      solvable[a] = 1 - meanOfUnsolved(data, beyond, chance);
    }
    return { hards: hardsOf(beyond), weights: kept, solvable };
  });
  return {
    solved,
    unsolved,
    solvedAt: contributions(solved, passes, arena),
    unsolvedAt: contributions(unsolved, passes, arena),
    weightOfOne: weight * node.probCeilingOne,
    below,
  };
}

/** A solved problem is rarely beyond the ceiling: chances below this change nothing. */
const LEAST_CHANCE = 1e-3;

/**
 * Adds what is solved beyond the ceiling; returns, for each distinct (n, c), the share of all problems that have it and are not of that, for c = 0
 * as if all were below the ceiling.
 */
function solvedBelow(
  data: CellLikelihoods,
  { evidence, below }: BmaNode,
  solved: Float64Array,
  arena: Arena,
): Float64Array {
  const { first, end, offset, values } = data;
  const { numCorrect, weight, numProblems } = data.counts;
  const shares = take(arena, numCorrect.length);
  for (let i = 0; i < shares.length; i += 1) shares[i] = weight[i]! / numProblems;
  for (const part of below) {
    const { index, kinds } = part.beyond;
    for (let at = 0; at < index.length; at += 1) {
      const i = index[at]!;
      if (numCorrect[i] === 0) continue;
      const share = chanceBeyond(part, evidence[i]!, at);
      if (share < LEAST_CHANCE) continue;
      const beyond = (share * weight[i]!) / numProblems;
      shares[i] = Math.max(0, shares[i]! - beyond);
      const shift = offset[i]! - first[i]!;
      for (const kind of kinds) {
        const factor = (beyond * kind.weight) / kind.evidence[at]!;
        for (let cell = first[i]!; cell < end[i]!; cell += 1) {
          solved[cell] = solved[cell]! + factor * kind.mass[cell]! * values[cell + shift]!;
        }
      }
    }
  }
  return shares;
}

/** Mean over the problems with c = 0. */
function meanOfUnsolved(
  { counts }: CellLikelihoods,
  { index, weight }: BeyondCeiling,
  of: (at: number, i: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < index.length; at += 1) {
    if (counts.numCorrect[index[at]!]! > 0) continue;
    sum += weight[at]! * of(at, index[at]!);
    total += weight[at]!;
  }
  return total > 0 ? sum / total : 1;
}

/** 1 − (1 − s)^k in the middle of each cell: enough to tell scenarios apart. */
function passAtCells(k: number): Float64Array {
  return Float64Array.from({ length: NUM_CELLS }, (_, cell) => {
    const { first, end } = nodesOfCell(cell);
    return -Math.expm1(k * nodeLogFail[Math.floor((first + end) / 2)]!);
  });
}
