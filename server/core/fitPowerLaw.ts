import { curveNotIdentified } from './fitScaledCurve.ts';
import type { CurvePoint } from './observedPassAtK.ts';
import type { PowerLawFit } from './outcomes.ts';

/**
 * The exponentiated power law pass@k = exp(−a·k^(−b)) of Brown et al. 2024 (arXiv 2407.21787): linear regression of log(−log pass@k) on
 * log k over the points strictly between 0 and 1. It has no ceiling. `rmse` is that of pass@k itself over those points. b is 0 where pass@k is the
 * same at all k, and negative where it falls.
 */
export function fitPowerLaw(points: readonly CurvePoint[]): PowerLawFit {
  const unidentified = curveNotIdentified(points, 2);
  if (unidentified !== undefined) return unidentified;
  const inside = points.filter(({ value }) => value > 0 && value < 1);
  if (inside.length < 2) return { kind: 'notIdentified', reason: 'tooFewPoints' };

  const xs = inside.map(({ k }) => Math.log(k));
  const ys = inside.map(({ value }) => Math.log(-Math.log(value)));
  const meanX = mean(xs);
  const meanY = mean(ys);
  const flat = ys.every((y) => Math.abs(y - ys[0]!) <= ROUNDING * Math.abs(ys[0]!));
  const slope = flat
    ? 0
    : mean(xs.map((x, i) => (x - meanX) * (ys[i]! - meanY))) / mean(xs.map((x) => (x - meanX) ** 2));
  const a = Math.exp(meanY - slope * meanX);
  const b = flat ? 0 : -slope;
  const rmse = Math.sqrt(mean(inside.map(({ k, value }) => (Math.exp(-a * k ** -b) - value) ** 2)));
  return { kind: 'interior', a, b, rmse };
}

/** Of the sums that pass@k is made of. */
const ROUNDING = 1e-12;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
