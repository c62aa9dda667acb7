import { curveNotIdentified, fitScaledCurve, type ScaledCurve, type Shape } from './fitScaledCurve.ts';
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
      shape: effectiveShape(ks),
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

/** 1 − p^(H_k(κ)) with its derivatives by log(−log p) and κ; those of H_k by differences. */
function effectiveShape(ks: readonly number[]): Shape {
  return ([logHazard, kappa]) => {
    const hazard = Math.exp(logHazard!);
    const [before, at, after] = [kappa! - STEP, kappa!, kappa! + STEP].map((each) => harmonicNumbers(ks, each));
    const values: number[] = [];
    const slopes: [number[], number[]] = [[], []];
    const curvatures: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < ks.length; i += 1) {
      // Minus the log of the loss, and its derivatives: those by log(−log p) are all itself.
      const exponent = hazard * at![i]!;
      const byKappa = (hazard * (after![i]! - before![i]!)) / (2 * STEP);
      const byKappaTwice = (hazard * (after![i]! - 2 * at![i]! + before![i]!)) / STEP ** 2;
      const loss = Math.exp(-exponent);
      values.push(-Math.expm1(-exponent));
      slopes[0].push(loss * exponent);
      slopes[1].push(loss * byKappa);
      curvatures[0].push(loss * exponent * (1 - exponent));
      curvatures[1].push(loss * byKappa * (1 - exponent));
      curvatures[2].push(loss * (byKappaTwice - byKappa * byKappa));
    }
    return { values, slopes, curvatures };
  };
}

/** Of the differences by κ. */
const STEP = 1e-4;

/** log(−log p) and κ to start from. */
const STARTS = [
  [Math.log(0.05), 0.5],
  [Math.log(0.7), 1],
];
