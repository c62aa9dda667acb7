import { take, type Arena } from './arena.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import { scenariosOf, solvableGiven, type Scenario } from './scenarios.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { NUM_CELLS, NUM_NODES, nodesOfCell } from './solveRateGrid.ts';

/** The posterior over families, locations, widths and ceilings, as far as predictions need it. */
export interface BmaSummary {
  /** Posterior of the solve rate of each distinct (n, c) at its nodes (layout of `CellLikelihoods.nodes`), summing to 1 − never. */
  readonly rates: Float64Array;
  /** Posterior probability of each (n, c) that the problem can never be solved. */
  readonly never: Float64Array;
  /** Posterior of the solve rate of a problem drawn from this set, at all nodes: solved ones, unsolved ones. Sums to 1 − never, averaged. */
  readonly solvedRates: Float64Array;
  readonly unsolvedRates: Float64Array;
  readonly neverShare: number;
  /** What the members say, in groups: the spread of the prediction. */
  readonly scenarios: readonly Scenario[];
}

export function bmaSummary(data: CellLikelihoods, posterior: readonly WeightedNode[], arena: Arena): BmaSummary {
  const { numCounts } = data;
  const { numCorrect, weight, numProblems } = data.counts;
  const ratios = take(arena, numCounts * NUM_CELLS);
  const never = new Float64Array(numCounts);
  for (const { node, weight: nodeWeight } of posterior) {
    for (let i = 0; i < numCounts; i += 1) {
      const evidence = node.evidence[i]!;
      let factor = nodeWeight / evidence;
      if (numCorrect[i] === 0) {
        const solvable = mean(node.ceilingWeights, node.ceilings, (ceiling) => solvableGiven(ceiling, evidence));
        factor *= solvable;
        never[i] = never[i]! + nodeWeight * (1 - solvable);
      }
      const row = i * NUM_CELLS;
      for (let cell = data.first[i]!, end = data.end[i]!; cell < end; cell += 1) {
        ratios[row + cell] = ratios[row + cell]! + factor * node.mass[cell]!;
      }
    }
  }
  const rates = new Float64Array(data.nodes.values.length);
  const solvedRates = new Float64Array(NUM_NODES);
  const unsolvedRates = new Float64Array(NUM_NODES);
  let neverShare = 0;
  for (let i = 0; i < numCounts; i += 1) {
    const share = weight[i]! / numProblems;
    const of = numCorrect[i] === 0 ? unsolvedRates : solvedRates;
    const shift = data.nodes.offset[i]! - data.nodes.first[i]!;
    neverShare += share * never[i]!;
    for (let cell = data.first[i]!; cell < data.end[i]!; cell += 1) {
      const { first, end } = nodesOfCell(cell);
      const ratio = ratios[i * NUM_CELLS + cell]! / (end - first);
      for (let node = first; node < end; node += 1) {
        const rate = ratio * data.nodes.values[node + shift]!;
        rates[node + shift] = rate;
        of[node] = of[node]! + share * rate;
      }
    }
  }
  return { rates, never, solvedRates, unsolvedRates, neverShare, scenarios: scenariosOf(data, posterior, arena) };
}

function mean(weights: Float64Array, values: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i]! > 1e-12) sum += weights[i]! * of(values[i]!);
  }
  return sum;
}
