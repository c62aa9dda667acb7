import { curveNotIdentified, fitScaledCurve, type ScaledCurve } from './fitScaledCurve.ts';
import { harmonicNumbers } from './harmonicNumbers.ts';
import type { CurvePoint } from './observedPassAtK.ts';
import type { EffectiveKFit } from './outcomes.ts';

/**
 * Least squares of the effective-k law, 𝒜·(1 − p^(H_k(κ))) with κ ≥ 0 and 𝒜 in (0, 1] (Eq. 9 and 10), on a pass@k curve in linear space.
 * It describes the range that it is fitted on, and predicts badly beyond.
 */
export function fitEffectiveK(points: readonly CurvePoint[]): EffectiveKFit {
  const unidentified = curveNotIdentified(points, 3);
  if (unidentified !== undefined) return unidentified;
  // A level curve is met by any p that is small enough.
  if (points.every(({ value }) => value === points[0]!.value)) return { kind: 'notIdentified', reason: 'tooFewPoints' };
  const ks = points.map(({ k }) => k);
  const fitWith = (starts: readonly (readonly number[])[], free: readonly number[]): ScaledCurve =>
    fitScaledCurve({
      points,
      shape: ([logHazard, kappa]) =>
        harmonicNumbers(ks, kappa!).map((attempts) => -Math.expm1(-Math.exp(logHazard!) * attempts)),
      starts,
      free,
    });
  const unbounded = fitWith(STARTS, [0, 1]);
  const isIndependent = unbounded.parameters[1]! <= 0;
  const fit = isIndependent ? fitWith([[unbounded.parameters[0]!, 0]], [0]) : unbounded;
  if (!fit.converged) return { kind: 'notConverged', iterations: fit.iterations };

  const [logHazard, kappa] = fit.parameters;
  const law = { p: Math.exp(-Math.exp(logHazard!)), kappa: kappa!, ceiling: fit.ceiling, rmse: fit.rmse };
  if (isIndependent) return { kind: 'boundary', limit: 'independentAttempts', ...law };
  if (fit.ceiling === 1) return { kind: 'boundary', limit: 'ceilingIsOne', ...law };
  return { kind: 'interior', ...law };
}

/** log(−log p) and κ to start from. */
const STARTS = [
  [Math.log(0.05), 0.5],
  [Math.log(0.7), 1],
];
