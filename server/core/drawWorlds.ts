import { withArena } from './arena.ts';
import type { BeyondCeiling, HarderKind } from './beyondCeiling.ts';
import type { BmaNode } from './bmaNode.ts';
import { bmaPosterior } from './bmaPosterior.ts';
import { ceilingValue } from './ceilingPosterior.ts';
import { type CellLikelihoods, cellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { beyondGiven, shareSolvable } from './chanceBeyond.ts';
import { learnedPriors } from './learnedPriors.ts';
import type { RandomSource } from './seededRandom.ts';
import { nodeSolve, nodesOfCell } from './solveRateGrid.ts';

/** Solve rates that the problems may have, given their counts: rates[i] holds one for each problem of the i-th distinct (n, c), 0 for never. */
export interface World {
  readonly rates: readonly Float64Array[];
}

/**
 * Draws from the posterior of all solve rates together: a member of a family with a ceiling and what is beyond it, then each problem given these. Unlike draws from
 * each problem's own posterior these are as uncertain as the prediction is, but for the discrepancy that it has beyond n. Needs what `createPredictor` needs.
 */
export function drawWorlds(counts: CountCells, numWorlds: number, random: RandomSource): readonly World[] {
  const data = cellLikelihoods(counts);
  return withArena((arena) => {
    const members = bmaPosterior(data, learnedPriors.all, arena);
    const weights = members.map(({ weight }) => weight);
    return Array.from({ length: numWorlds }, () => {
      const { node } = members[drawIndex(weights, random)]!;
      const part = drawPart(node, random);
      const rates = Array.from(counts.weight, (numProblems, i) => {
        const below = cellWeights(data, node.mass, i);
        const at = part?.beyond.index.indexOf(i) ?? -1;
        if (part === undefined || at === -1) {
          return Float64Array.from({ length: numProblems }, () => drawRate(data, i, below, random));
        }
        const { ceiling, beyond, kind } = part;
        const chance = beyondGiven(ceiling, node.evidence[i]!, beyond.evidence[at]!);
        const solvable = shareSolvable(kind, counts.numCorrect[i]!, at);
        const harder = cellWeights(data, kind.mass, i);
        return Float64Array.from({ length: numProblems }, () => {
          if (random() >= chance) return drawRate(data, i, below, random);
          return random() < solvable ? drawRate(data, i, harder, random) : 0;
        });
      });
      return { rates };
    });
  });
}

/** A ceiling below 1 with what is beyond it; undefined: a ceiling of 1. */
function drawPart(
  { probCeilingOne, below }: BmaNode,
  random: RandomSource,
): { ceiling: number; beyond: BeyondCeiling; kind: HarderKind } | undefined {
  const part = below[drawIndex([probCeilingOne, ...below.map(({ weights }) => sumOf(weights))], random) - 1];
  if (part === undefined) return undefined;
  const { beyond, weights } = part;
  const kind =
    beyond.kinds[
      drawIndex(
        beyond.kinds.map(({ weight }) => weight),
        random,
      )
    ]!;
  return { ceiling: ceilingValue(part, drawIndex(weights, random)), beyond, kind };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Posterior of the solve-rate cells of the i-th (n, c), up to a factor, from its first cell on. */
function cellWeights({ first, end, offset, values }: CellLikelihoods, mass: Float64Array, i: number): Float64Array {
  const from = first[i]!;
  return Float64Array.from({ length: end[i]! - from }, (_, j) => mass[from + j]! * values[offset[i]! + j]!);
}

function drawRate(
  { first: firsts, nodes }: CellLikelihoods,
  i: number,
  cells: Float64Array,
  random: RandomSource,
): number {
  const { first, end } = nodesOfCell(firsts[i]! + drawIndex(cells, random));
  const from = nodes.offset[i]! + first - nodes.first[i]!;
  return nodeSolve[first + drawIndex(nodes.values.subarray(from, from + end - first), random)]!;
}

/** An index with a probability in proportion to its weight. */
function drawIndex(weights: ArrayLike<number>, random: RandomSource): number {
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) total += weights[i]!;
  let left = random() * total;
  for (let i = 0; i < weights.length - 1; i += 1) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
