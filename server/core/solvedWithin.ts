import { dotRange } from './dot.ts';
import type { Predictor } from './predictor.ts';
import { NUM_NODES, passAtNodes } from './solveRateGrid.ts';

/** P(at least one of k new attempts passes | the counts) of each distinct (n, c), in the order of the counts. */
export function solvedWithin({ data, summary }: Predictor, k: number): number[] {
  const pass = passAtNodes(k, new Float64Array(NUM_NODES));
  const { first, end, offset } = data.nodes;
  return Array.from(first, (from, i) => Math.min(1, dotRange(summary.rates, offset[i]!, pass, from, end[i]! - from)));
}
