import { take, type Arena } from './arena.ts';
import type { BeyondCeiling } from './beyondCeiling.ts';
import type { WeightedNode } from './bmaPosterior.ts';
import { chanceBeyond, shareSolvable } from './chanceBeyond.ts';
import { scenariosOf, type Scenario } from './scenarios.ts';
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
  const beyond = new Map<BeyondCeiling, Float64Array>();
  const chances = take(arena, numCounts);
  for (const { node, weight: nodeWeight } of posterior) {
    chances.fill(1);
    for (const part of node.below) {
      const sums = beyond.get(part.beyond) ?? take(arena, part.beyond.index.length);
      beyond.set(part.beyond, sums);
      for (let at = 0; at < sums.length; at += 1) {
        const i = part.beyond.index[at]!;
        const chance = chanceBeyond(part, node.evidence[i]!, at);
        chances[i] = chances[i]! - chance;
        sums[at] = sums[at]! + nodeWeight * chance;
      }
    }
    for (let i = 0; i < numCounts; i += 1) {
      const factor = (nodeWeight * Math.max(0, chances[i]!)) / node.evidence[i]!;
      const row = i * NUM_CELLS;
      for (let cell = data.first[i]!, end = data.end[i]!; cell < end; cell += 1) {
        ratios[row + cell] = ratios[row + cell]! + factor * node.mass[cell]!;
      }
    }
  }
  for (const [part, sums] of beyond) {
    for (let at = 0; at < sums.length; at += 1) {
      const i = part.index[at]!;
      for (const kind of part.kinds) {
        const solvable = shareSolvable(kind, numCorrect[i]!, at);
        never[i] = never[i]! + sums[at]! * kind.weight * (1 - solvable);
        const factor = (sums[at]! * kind.weight * solvable) / kind.evidence[at]!;
        const row = i * NUM_CELLS;
        for (let cell = data.first[i]!, end = data.end[i]!; cell < end; cell += 1) {
          ratios[row + cell] = ratios[row + cell]! + factor * kind.mass[cell]!;
        }
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
