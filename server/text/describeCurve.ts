import type { CurvePoint } from '../core/observedPassAtK.ts';
import { formatCount, formatPercent, formatQuantity } from './formatNumber.ts';

/** What a log of aggregates holds: `5 points of pass@k recorded, from 12.0% at k = 1 to 48.0% at k = 64; no attempts, so laws are fitted to the curve`. */
export function describeCurve(points: readonly CurvePoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'no attempt, and no pass@k curve recorded';
  const at = ({ k, value }: CurvePoint): string => `${formatPercent(value)} at k = ${formatCount(k)}`;
  return (
    `${formatQuantity(points.length, 'point')} of pass@k recorded, from ${at(first)} to ${at(last)}; ` +
    'no attempts, so laws are fitted to the curve, without a likelihood'
  );
}
