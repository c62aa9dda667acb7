import type { DifficultyDensity } from './analysis.ts';
import type { CurvePoint } from './observedPassAtK.ts';
import { type QuadraticForm, simplexLeastSquares } from './simplexLeastSquares.ts';

const CELLS_PER_DECADE = 5;
const MIN_DECADES = 3;
const MAX_DECADES = 10;
/** Nodes that a cell is averaged over. */
const NODES = 8;
/** λ of the penalty λ²·Σ(second difference of the masses of neighboring cells)². */
const ROUGHNESS = 0.1;
const MIN_POINTS = 3;

/**
 * Eq. 8, the inverse Laplace transform of the loss 1 − pass@k, where a log holds only a curve: masses of cells in log10 of the solve rate, and of
 * problems that are never solved, that meet the curve by least squares with a penalty on second differences. The transform forgets all
 * detail, which the penalty replaces by smoothness. A decade below once in k no curve tells a rare success from none: that is in `never`.
 * Undefined for fewer than three points.
 */
export function curveDensity(points: readonly CurvePoint[]): DifficultyDensity | undefined {
  if (points.length < MIN_POINTS) return undefined;
  const numCells = CELLS_PER_DECADE * decadesOf(points.at(-1)!.k);
  const edges = Array.from({ length: numCells + 1 }, (_, i) => (i - numCells) / CELLS_PER_DECADE);
  const [never = 0, ...mass] = simplexLeastSquares(normalEquations(points, edges));
  return { edges, mass, never };
}

function decadesOf(largestK: number): number {
  return Math.max(MIN_DECADES, Math.min(MAX_DECADES, Math.ceil(Math.log10(largestK) - 1e-9) + 1));
}

/** Entry 0 is the mass of `never`, entry i + 1 that of cell i. */
function normalEquations(points: readonly CurvePoint[], edges: readonly number[]): QuadraticForm {
  const size = edges.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const add = (row: ArrayLike<number>, first: number, target: number): void => {
    for (let i = 0; i < row.length; i += 1) {
      right[first + i] = right[first + i]! + row[i]! * target;
      for (let j = 0; j < row.length; j += 1) {
        const place = (first + i) * size + first + j;
        gram[place] = gram[place]! + row[i]! * row[j]!;
      }
    }
  };
  for (const { k, value } of points) add([1, ...meanFailures(edges, k)], 0, 1 - value);
  // Not over `never`, which is no neighbor of the lowest cell.
  for (let i = 1; i + 2 < size; i += 1) add([ROUGHNESS, -2 * ROUGHNESS, ROUGHNESS], i, 0);
  return { gram, right };
}

/** (1 − s)^k, averaged over log s in each cell. */
function meanFailures(edges: readonly number[], k: number): readonly number[] {
  return edges.slice(1).map((end, i) => {
    const start = edges[i]!;
    let sum = 0;
    for (let node = 0; node < NODES; node += 1) {
      const solve = 10 ** (start + ((node + 0.5) / NODES) * (end - start));
      sum += Math.exp(k * Math.log1p(-solve));
    }
    return sum / NODES;
  });
}
