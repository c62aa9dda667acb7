import type { BmaSummary } from './bmaSummary.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { dotRange } from './dot.ts';
import type { NormalMixture } from './normalMixture.ts';
import { NUM_CELLS, nodesOfCell } from './solveRateGrid.ts';

/** Mean over the problems of a set of an outcome that depends on the solve rate. */
export interface SetMoments {
  /** Contributions of the problems with c > 0 and of those with c = 0. */
  readonly solvedMean: number;
  readonly unsolvedMean: number;
  /** Variance of what the problems with c > 0 contribute, over scenarios too. */
  readonly solvedVariance: number;
  /** One normal a scenario: given a scenario the mean is a sum over independent problems. */
  readonly mixture: NormalMixture;
}

/**
 * `ofNode`: expected outcome of a problem at each node of the solve rate, in [0, 1]; 0 for what can never be solved. Of its attempts the share
 * `fresh` is still to be drawn, and its luck is part of the outcome: E[outcome²] is p² + fresh·p·(1 − p), 0 for an outcome that is pass@k itself, 1
 * for one that is solved or not.
 */
export function momentsOfSet(
  data: CellLikelihoods,
  summary: BmaSummary,
  ofNode: Float64Array,
  fresh: number,
): SetMoments {
  const { numProblems } = data.counts;
  const { solvedRates, unsolvedRates, scenarios } = summary;
  const solvedPass = new Float64Array(NUM_CELLS);
  const unsolvedPass = new Float64Array(NUM_CELLS);
  const unsolvedSquare = new Float64Array(NUM_CELLS);
  let solvedMean = 0;
  let solvedSquare = 0;
  let unsolvedMean = 0;
  /** Cells that hold some of the posterior; no scenario has anything elsewhere. */
  const ofSolvedCells = { first: NUM_CELLS, end: 0 };
  const ofUnsolvedCells = { first: NUM_CELLS, end: 0 };
  // One pass over the nodes for all the sums and, weighted by the posterior, the averages of the cells.
  for (let cell = 0; cell < NUM_CELLS; cell += 1) {
    const { first, end } = nodesOfCell(cell);
    let solved = 0;
    let ofSolved = 0;
    let squareOfSolved = 0;
    let unsolved = 0;
    let ofUnsolved = 0;
    let squareOfUnsolved = 0;
    for (let node = first; node < end; node += 1) {
      const p = ofNode[node]!;
      const square = p * p + fresh * p * (1 - p);
      const solvedRate = solvedRates[node]!;
      const unsolvedRate = unsolvedRates[node]!;
      solved += solvedRate;
      ofSolved += solvedRate * p;
      squareOfSolved += solvedRate * square;
      unsolved += unsolvedRate;
      ofUnsolved += unsolvedRate * p;
      squareOfUnsolved += unsolvedRate * square;
    }
    if (solved > 0) {
      solvedPass[cell] = ofSolved / solved;
      ofSolvedCells.first = Math.min(ofSolvedCells.first, cell);
      ofSolvedCells.end = cell + 1;
    }
    if (unsolved > 0) {
      unsolvedPass[cell] = ofUnsolved / unsolved;
      unsolvedSquare[cell] = squareOfUnsolved / unsolved;
      ofUnsolvedCells.first = Math.min(ofUnsolvedCells.first, cell);
      ofUnsolvedCells.end = cell + 1;
    }
    solvedMean += ofSolved;
    solvedSquare += squareOfSolved;
    unsolvedMean += ofUnsolved;
  }
  const varianceGiven = Math.max(solvedSquare - meanSquaredMean(data, summary, ofNode), 0) / numProblems;
  let varianceBetween = 0;

  const unsolvedShare = 1 - data.zeros.numSolved / numProblems;
  const [means, deviations, weights] = [0, 1, 2].map(() => new Float64Array(scenarios.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < scenarios.length; i += 1) {
    const { solved, unsolved, weight } = scenarios[i]!;
    const ofSolved = meanOver(ofSolvedCells, solved, solvedPass);
    const ofUnsolved = meanOver(ofUnsolvedCells, unsolved, unsolvedPass);
    const squares = meanOver(ofUnsolvedCells, unsolved, unsolvedSquare);
    const spread = unsolvedShare > 0 ? squares - (ofUnsolved * ofUnsolved) / unsolvedShare : 0;
    means[i] = ofSolved + ofUnsolved;
    varianceBetween += weight * (ofSolved - solvedMean) ** 2;
    deviations[i] = Math.sqrt(varianceGiven + Math.max(spread, 0) / numProblems + LEAST_VARIANCE);
    weights[i] = weight;
  }
  const solvedVariance = varianceGiven + varianceBetween;
  return { solvedMean, unsolvedMean, solvedVariance, mixture: { means, deviations, weights } };
}

function meanOver({ first, end }: { first: number; end: number }, shares: Float64Array, ofCell: Float64Array): number {
  return dotRange(shares, first, ofCell, first, end - first);
}

/** A deviation of 1e-7: for a set without any doubt. */
const LEAST_VARIANCE = 1e-14;

/** Mean over the problems with c > 0, as their share of all, of the square of each one's expected outcome. */
function meanSquaredMean({ counts, numCounts, nodes }: CellLikelihoods, { rates }: BmaSummary, ofNode: Float64Array) {
  const { numCorrect, weight, numProblems } = counts;
  const { first, end, offset } = nodes;
  let sum = 0;
  for (let i = 0; i < numCounts; i += 1) {
    if (numCorrect[i] === 0) continue;
    const mean = dotRange(rates, offset[i]!, ofNode, first[i]!, end[i]! - first[i]!);
    sum += (weight[i]! / numProblems) * mean * mean;
  }
  return sum;
}
