import type { EvalCounts } from './counts.ts';
import { logSpaced } from './kLadder.ts';
import type { CurvePoint } from './observedPassAtK.ts';

/** As many points as an observed curve has: points weigh alike in a fit, so a dense end of the curve would drown the rest of it. */
const MAX_POINTS = 60;

/**
 * The pass@k curve that a log of aggregates records, ascending in k, to fit laws of curves to. Empty where the log has attempts, which say
 * more, and for fewer than two k, which are no curve. pass^k is never part of it. Of several values at one k the first is taken.
 */
export function recordedCurve({ problems, recorded }: Pick<EvalCounts, 'problems' | 'recorded'>): CurvePoint[] {
  if (problems.length > 0) return [];
  const valueByK = new Map<number, number>();
  for (const { kind, k, value } of recorded) if (kind === 'passAtK' && !valueByK.has(k)) valueByK.set(k, value);
  const points = [...valueByK].map(([k, value]) => ({ k, value })).sort((a, b) => a.k - b.k);
  if (points.length < 2) return [];
  return points.length <= MAX_POINTS ? points : evenlySpaced(points);
}

/** Of the points those nearest to rungs evenly spaced in log k. */
function evenlySpaced(points: readonly CurvePoint[]): CurvePoint[] {
  const chosen = new Set<CurvePoint>();
  let i = 0;
  for (const rung of logSpaced(points.at(-1)!.k, MAX_POINTS)) {
    while (i + 1 < points.length && distance(points[i + 1]!.k, rung) <= distance(points[i]!.k, rung)) i += 1;
    chosen.add(points[i]!);
  }
  return [...chosen];
}

function distance(k: number, rung: number): number {
  return Math.abs(Math.log(k / rung));
}
