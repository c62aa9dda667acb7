import type { DifficultyDensity } from './analysis.ts';
import type { Predictor } from './predictor.ts';
import { NODE_WIDTH, NUM_NODES, logSolveAt, nodeLogit } from './solveRateGrid.ts';

const CELLS_PER_DECADE = 10;
const MAX_DECADES = 10;
const MIN_DECADES = 3;
/** Mass below the lowest edge is counted in the lowest cell; the edge is put where no more than this lies below. */
const HIDDEN_SHARE = 0.002;

/**
 * Distribution of log10 of the solve rate over the problems: the average of their posteriors, which is one EM step from the fitted mixing
 * distribution (Laird 1978), the best of the estimators compared for the inverse Laplace transform of Eq. 8.
 */
export function difficultyDensity({ summary }: Predictor): DifficultyDensity {
  const rates = summary.solvedRates.map((rate, node) => rate + summary.unsolvedRates[node]!);
  const numDecades = decadesOf(rates);
  const numCells = numDecades * CELLS_PER_DECADE;
  const edges = Array.from({ length: numCells + 1 }, (_, i) => (i - numCells) / CELLS_PER_DECADE);
  const mass = new Array<number>(numCells).fill(0);
  const cellAt = (log10: number): number =>
    Math.max(0, Math.min(numCells - 1e-9, (log10 + numDecades) * CELLS_PER_DECADE));
  for (let node = 0; node < NUM_NODES; node += 1) {
    const from = cellAt(log10Solve(nodeLogit[node]! - NODE_WIDTH / 2));
    const to = cellAt(log10Solve(nodeLogit[node]! + NODE_WIDTH / 2));
    const first = Math.floor(from);
    const last = Math.floor(to);
    if (first === last) mass[first] = mass[first]! + rates[node]!;
    else {
      const share = (last - from) / (to - from);
      mass[first] = mass[first]! + rates[node]! * share;
      mass[last] = mass[last]! + rates[node]! * (1 - share);
    }
  }
  return { edges, mass, never: summary.neverShare };
}

function decadesOf(rates: Float64Array): number {
  let below = 0;
  let node = 0;
  while (node < rates.length && below + rates[node]! < HIDDEN_SHARE) {
    below += rates[node]!;
    node += 1;
  }
  const decades = Math.ceil(-log10Solve(nodeLogit[Math.min(node, rates.length - 1)]!));
  return Math.max(MIN_DECADES, Math.min(MAX_DECADES, decades));
}

function log10Solve(logit: number): number {
  return logSolveAt(logit) / Math.LN10;
}
