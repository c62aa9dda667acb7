import type { CountCells } from './counts.ts';
import {
  HIGHEST_LOGIT,
  LOWEST_LOGIT,
  NODE_WIDTH,
  NUM_CELLS,
  NUM_NODES,
  cellOfNode,
  logSolveAt,
  nodeLogFail,
  nodeLogSolve,
  nodeLogit,
  nodesOfCell,
} from './solveRateGrid.ts';

/** The (n, c) with c = 0: they alone may be beyond what can be solved. */
export interface UnsolvedCounts {
  /** Which of the distinct (n, c). */
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** Problems with c > 0. */
  readonly numSolved: number;
}

/** Binomial likelihood of each distinct (n, c) on the solve-rate grid, relative to its maximum, kept where it is above e^-23. */
export interface CellLikelihoods {
  readonly counts: CountCells;
  readonly numCounts: number;
  /** Grid cells [first, end) of each (n, c); values[offset[i] + cell − first[i]] is the average over the cell. */
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly offset: Int32Array;
  readonly values: Float64Array;
  /** The same at the nodes. */
  readonly nodes: {
    readonly first: Int32Array;
    readonly end: Int32Array;
    readonly offset: Int32Array;
    readonly values: Float64Array;
  };
  readonly zeros: UnsolvedCounts;
}

export function cellLikelihoods(counts: CountCells): CellLikelihoods {
  const numCounts = counts.weight.length;
  const numbers = (): Int32Array => new Int32Array(numCounts);
  const [first, end, offset, nodeFirst, nodeEnd, nodeOffset] = [
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ];
  const scratch = new Float64Array(NUM_NODES);
  const rows: Float64Array[] = [];
  let numCells = 0;
  let numNodes = 0;
  for (let i = 0; i < numCounts; i += 1) {
    const range = nodeLikelihood(counts.numSamples[i]!, counts.numCorrect[i]!, scratch);
    rows.push(scratch.slice(range.first, range.end));
    nodeFirst[i] = range.first;
    nodeEnd[i] = range.end;
    nodeOffset[i] = numNodes;
    first[i] = cellOfNode(range.first);
    end[i] = cellOfNode(range.end - 1) + 1;
    offset[i] = numCells;
    numNodes += range.end - range.first;
    numCells += end[i]! - first[i]!;
  }
  const values = new Float64Array(numCells);
  const nodeValues = new Float64Array(numNodes);
  rows.forEach((row, i) => {
    nodeValues.set(row, nodeOffset[i]);
    for (let cell = first[i]!; cell < end[i]!; cell += 1) {
      const inside = nodesOfCell(cell);
      let sum = 0;
      for (let node = inside.first; node < inside.end; node += 1) sum += row[node - nodeFirst[i]!]!;
      values[offset[i]! + cell - first[i]!] = sum / (inside.end - inside.first);
    }
  });
  const nodes = { first: nodeFirst, end: nodeEnd, offset: nodeOffset, values: nodeValues };
  return { counts, numCounts, first, end, offset, values, nodes, zeros: unsolvedCounts(counts) };
}

function unsolvedCounts({ numCorrect, weight, numProblems }: CountCells): UnsolvedCounts {
  const index = Int32Array.from(numCorrect.keys()).filter((i) => numCorrect[i] === 0);
  const ofZero = Float64Array.from(index, (i) => weight[i]!);
  return { index, weight: ofZero, numSolved: numProblems - ofZero.reduce((sum, w) => sum + w, 0) };
}

const SMALLEST_LOG = -23;

/**
 * Likelihood s^c (1 − s)^(n − c) at each node, relative to its maximum; whole cells [first, end) around the mode are filled, the rest is left as
 * it was. Where n is so large that it varies within a node, it is averaged over points between.
 */
function nodeLikelihood(n: number, c: number, out: Float64Array): { first: number; end: number } {
  const rate = c / n;
  const peak = (c > 0 ? c * Math.log(rate) : 0) + (c < n ? (n - c) * Math.log1p(-rate) : 0);
  const sd = 1 / Math.sqrt(Math.max(n * rate * (1 - rate), 1e-9));
  const points = c > 0 && c < n ? Math.ceil((1.2 * NODE_WIDTH) / sd) : 1;
  const at = (node: number): number => {
    if (points === 1) return Math.exp(c * nodeLogSolve[node]! + (n - c) * nodeLogFail[node]! - peak);
    let sum = 0;
    for (let j = 0; j < points; j += 1) {
      const logit = nodeLogit[node]! + ((j + 0.5) / points - 0.5) * NODE_WIDTH;
      sum += Math.exp(c * logSolveAt(logit) + (n - c) * logSolveAt(-logit) - peak);
    }
    return sum / points;
  };
  const mode = modeNode(n, c);
  const modeCell = cellOfNode(mode);
  const smallest = Math.exp(SMALLEST_LOG);
  const fillCell = (cell: number): boolean => {
    const { first, end } = nodesOfCell(cell);
    let largest = 0;
    for (let node = first; node < end; node += 1) {
      const value = at(node);
      out[node] = value;
      largest = Math.max(largest, value);
    }
    return largest > smallest;
  };
  let firstCell = modeCell;
  let endCell = modeCell + 1;
  fillCell(modeCell);
  while (firstCell > 0 && fillCell(firstCell - 1)) firstCell -= 1;
  while (endCell < NUM_CELLS && fillCell(endCell)) endCell += 1;
  return { first: nodesOfCell(firstCell).first, end: nodesOfCell(endCell - 1).end };
}

function modeNode(n: number, c: number): number {
  const logit = Math.log(c / (n - c));
  if (logit < LOWEST_LOGIT) return 0;
  if (logit > HIGHEST_LOGIT) return NUM_NODES - 1;
  return Math.min(NUM_NODES - 2, 1 + Math.floor((logit - LOWEST_LOGIT) / NODE_WIDTH));
}
