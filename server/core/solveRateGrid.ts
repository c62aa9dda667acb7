/**
 * The grid of solve rates s on which mixing distributions live: 180 cells of equal width in x = logit s, each averaged over 4 nodes,
 * between two end cells that stand for "as good as never" and "as good as always".
 */
export const CELL_WIDTH = 0.2;
export const NODES_PER_CELL = 4;
export const NUM_CELLS = 182;
export const NUM_NODES = (NUM_CELLS - 2) * NODES_PER_CELL + 2;
export const LOWEST_LOGIT = -24;
export const HIGHEST_LOGIT = 12;
export const NODE_WIDTH = CELL_WIDTH / NODES_PER_CELL;

/** log s of x = logit s, without loss at either end. */
export function logSolveAt(logit: number): number {
  return logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit));
}

/** x of each node: the end cells have one node, one unit beyond the grid. */
export const nodeLogit = Float64Array.from({ length: NUM_NODES }, (_, node) => {
  if (node === 0) return LOWEST_LOGIT - 1;
  if (node === NUM_NODES - 1) return HIGHEST_LOGIT + 1;
  return LOWEST_LOGIT + (node - 0.5) * NODE_WIDTH;
});
export const nodeLogSolve = nodeLogit.map(logSolveAt);
export const nodeSolve = nodeLogSolve.map(Math.exp);
export const nodeLogFail = nodeLogit.map((logit) => logSolveAt(-logit));

/** The cell of a node. */
export function cellOfNode(node: number): number {
  return Math.ceil(node / NODES_PER_CELL);
}

/** Nodes [first, end) of a cell. */
export function nodesOfCell(cell: number): { first: number; end: number } {
  if (cell === 0) return { first: 0, end: 1 };
  const first = (cell - 1) * NODES_PER_CELL + 1;
  return { first, end: Math.min(first + NODES_PER_CELL, NUM_NODES) };
}

/** 1 − (1 − s)^k at each node: the chance that one of k attempts passes. */
export function passAtNodes(k: number, out: Float64Array): Float64Array {
  for (let node = 0; node < NUM_NODES; node += 1) {
    const exponent = k * nodeLogFail[node]!;
    // Where nothing cancels, exp is twice as fast as expm1; where next to nothing is left of it, neither is needed.
    if (exponent < -40) out[node] = 1;
    else if (exponent < -0.5) out[node] = 1 - Math.exp(exponent);
    else if (exponent > -1e-8) out[node] = -exponent;
    else out[node] = -Math.expm1(exponent);
  }
  return out;
}

/** Average of a function of the solve rate over each cell, weighted as the given posterior at the nodes; plainly where that is empty. */
export function cellAverages(rates: Float64Array, ofNode: Float64Array): Float64Array {
  const averages = new Float64Array(NUM_CELLS);
  for (let cell = 0; cell < averages.length; cell += 1) {
    const { first, end } = nodesOfCell(cell);
    let weighted = 0;
    let total = 0;
    let plain = 0;
    for (let node = first; node < end; node += 1) {
      weighted += rates[node]! * ofNode[node]!;
      total += rates[node]!;
      plain += ofNode[node]!;
    }
    averages[cell] = total > 0 ? weighted / total : plain / (end - first);
  }
  return averages;
}
