import type { WeightedNode } from './bmaPosterior.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { NUM_CELLS, NUM_NODES, cellOfNode, nodesOfCell } from './solveRateGrid.ts';

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
  /** The members that carry the spread of the prediction. */
  readonly members: readonly BmaMember[];
}

/** One member of a family: what it says of the solved and of the unsolved problems. */
export interface BmaMember {
  /** Share of the problems, by cell of the solve rate: those with c > 0; sums to their share. */
  readonly solved: Float64Array;
  /** Those with c = 0, if they can be solved: sums to their share. */
  readonly unsolved: Float64Array;
  /** For each value of 𝒜: the probability that an unsolved problem can be solved, and the posterior weight. */
  readonly solvable: Float64Array;
  readonly weights: Float64Array;
}

/** Members below this share of the largest weight do not move a quantile between .005 and .995. */
const LEAST_RELATIVE_WEIGHT = 1e-4;

export function bmaSummary(data: CellLikelihoods, posterior: readonly WeightedNode[]): BmaSummary {
  const { numCounts } = data;
  const { numCorrect, weight, numProblems } = data.counts;
  const ratios = new Float64Array(numCounts * NUM_CELLS);
  const never = new Float64Array(numCounts);
  const members: BmaMember[] = [];
  const largest = posterior.reduce((most, node) => Math.max(most, node.weight), 0);
  for (const { node, weight: nodeWeight } of posterior) {
    for (let i = 0; i < numCounts; i += 1) {
      const evidence = node.evidence[i]!;
      let factor = nodeWeight / evidence;
      if (numCorrect[i] === 0) {
        const solvable = mean(node.ceiling.weights, node.ceiling.values, (ceiling) => solvableGiven(ceiling, evidence));
        factor *= solvable;
        never[i] = never[i]! + nodeWeight * (1 - solvable);
      }
      const row = i * NUM_CELLS;
      for (let cell = data.first[i]!, end = data.end[i]!; cell < end; cell += 1) {
        ratios[row + cell] = ratios[row + cell]! + factor * node.mass[cell]!;
      }
    }
    if (nodeWeight > LEAST_RELATIVE_WEIGHT * largest) members.push(member(data, { node, weight: nodeWeight }));
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
  return { rates, never, solvedRates, unsolvedRates, neverShare, members };
}

/** P(the problem can be solved | c = 0): the unsolved are those that cannot be, and those that missed by chance. */
function solvableGiven(ceiling: number, evidence: number): number {
  return (ceiling * evidence) / (1 - ceiling * (1 - evidence));
}

function mean(weights: Float64Array, values: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i]! > 1e-12) sum += weights[i]! * of(values[i]!);
  }
  return sum;
}

function member(data: CellLikelihoods, { node, weight }: WeightedNode): BmaMember {
  const { numCorrect, weight: numWith, numProblems } = data.counts;
  const solved = new Float64Array(NUM_CELLS);
  const unsolved = new Float64Array(NUM_CELLS);
  for (let i = 0; i < data.numCounts; i += 1) {
    const factor = numWith[i]! / (numProblems * node.evidence[i]!);
    const of = numCorrect[i] === 0 ? unsolved : solved;
    const shift = data.offset[i]! - data.first[i]!;
    for (let cell = data.first[i]!, end = data.end[i]!; cell < end; cell += 1) {
      of[cell] = of[cell]! + factor * data.values[cell + shift]!;
    }
  }
  for (let cell = 0; cell < NUM_CELLS; cell += 1) {
    solved[cell] = solved[cell]! * node.mass[cell]!;
    unsolved[cell] = unsolved[cell]! * node.mass[cell]!;
  }
  const { index, weight: ofZero } = data.zeros;
  const numUnsolved = ofZero.reduce((sum, w) => sum + w, 0);
  const solvable = node.ceiling.values.map((ceiling) => {
    let sum = 0;
    for (let z = 0; z < index.length; z += 1) sum += ofZero[z]! * solvableGiven(ceiling, node.evidence[index[z]!]!);
    return numUnsolved > 0 ? sum / numUnsolved : 1;
  });
  return { solved, unsolved, solvable, weights: node.ceiling.weights.map((w) => w * weight) };
}

/** Average of a function of the solve rate over each cell, weighted as the given posterior at the nodes; plainly where that is empty. */
export function cellAverages(rates: Float64Array, ofNode: Float64Array): Float64Array {
  const weighted = new Float64Array(NUM_CELLS);
  const total = new Float64Array(NUM_CELLS);
  const plain = new Float64Array(NUM_CELLS);
  const numNodes = new Float64Array(NUM_CELLS);
  for (let node = 0; node < ofNode.length; node += 1) {
    const cell = cellOfNode(node);
    weighted[cell] = weighted[cell]! + rates[node]! * ofNode[node]!;
    total[cell] = total[cell]! + rates[node]!;
    plain[cell] = plain[cell]! + ofNode[node]!;
    numNodes[cell] = numNodes[cell]! + 1;
  }
  return weighted.map((sum, cell) => (total[cell]! > 0 ? sum / total[cell]! : plain[cell]! / numNodes[cell]!));
}
