import { withArena } from './arena.ts';
import { bmaPosterior } from './bmaPosterior.ts';
import { type CellLikelihoods, cellLikelihoods } from './cellLikelihoods.ts';
import type { CountCells } from './counts.ts';
import { solvableGiven } from './scenarios.ts';
import type { RandomSource } from './seededRandom.ts';
import { nodeSolve, nodesOfCell } from './solveRateGrid.ts';

/** Solve rates that the problems may have, given their counts: rates[i] holds one for each problem of the i-th distinct (n, c), 0 for never. */
export interface World {
  readonly rates: readonly Float64Array[];
}

/**
 * Draws from the posterior of all solve rates together: a member of a family with a ceiling, then each problem given these. Unlike draws from
 * each problem's own posterior these are as uncertain as the prediction. Needs what `createPredictor` needs.
 */
export function drawWorlds(counts: CountCells, numWorlds: number, random: RandomSource): readonly World[] {
  const data = cellLikelihoods(counts);
  return withArena((arena) => {
    const members = bmaPosterior(data, arena);
    const weights = members.map(({ weight }) => weight);
    return Array.from({ length: numWorlds }, () => {
      const { node } = members[drawIndex(weights, random)]!;
      const ceiling = node.ceilings[drawIndex(node.ceilingWeights, random)]!;
      const rates = Array.from(counts.weight, (numProblems, i) => {
        const solvable = counts.numCorrect[i] === 0 ? solvableGiven(ceiling, node.evidence[i]!) : 1;
        const cells = cellWeights(data, node.mass, i);
        return Float64Array.from({ length: numProblems }, () =>
          random() < solvable ? drawRate(data, i, data.first[i]! + drawIndex(cells, random), random) : 0,
        );
      });
      return { rates };
    });
  });
}

/** Posterior of the solve-rate cells of the i-th (n, c), up to a factor, from its first cell on. */
function cellWeights({ first, end, offset, values }: CellLikelihoods, mass: Float64Array, i: number): Float64Array {
  const from = first[i]!;
  return Float64Array.from({ length: end[i]! - from }, (_, j) => mass[from + j]! * values[offset[i]! + j]!);
}

function drawRate({ nodes }: CellLikelihoods, i: number, cell: number, random: RandomSource): number {
  const { first, end } = nodesOfCell(cell);
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
