import { curveNotIdentified, fitScaledCurve, scaleLogLoss, scaleTo, type Shape } from './fitScaledCurve.ts';
import { logBetaRatio } from './logBetaRatio.ts';
import type { CurvePoint } from './observedPassAtK.ts';
import type { LeastSquaresFit } from './outcomes.ts';
import { digammaDifference, trigammaDifference } from './polygammaDifferences.ts';

export interface LeastSquaresOptions {
  /** Fixes 𝒜; absent: free in (0, 1]. */
  readonly ceiling?: number;
  /** linear: residuals of pass@k. logLoss: residuals of log(1 − pass@k), in which the tail weighs as much as the start. Absent: linear. */
  readonly space?: 'linear' | 'logLoss';
}

/**
 * Least squares of Eq. 6, 𝒜·(1 − I(k)), on a pass@k curve: the paper's own procedure. The points weigh alike, so their spacing in k matters:
 * see `observedCurve`. `rmse` is in the space of the fit; in log-loss space points at 1 are left out.
 */
export function fitLeastSquares(
  curve: readonly CurvePoint[],
  { ceiling, space = 'linear' }: LeastSquaresOptions = {},
): LeastSquaresFit {
  const scale = space === 'linear' ? scaleTo : scaleLogLoss;
  const points = space === 'linear' ? curve : curve.filter(({ value }) => value < 1);
  if (points.length === 0) return curveNotIdentified(curve, 1) ?? { kind: 'notIdentified', reason: 'tooFewPoints' };
  const unidentified = curveNotIdentified(points, ceiling === undefined ? 3 : 2);
  if (unidentified !== undefined) return unidentified;
  const fit = fitScaledCurve({
    points,
    shape: betaShape(points),
    starts: STARTS,
    free: [0, 1],
    ceiling,
    scale,
  });
  const { rmse } = fit;
  const alpha = expClamped(fit.parameters[0]!);
  const beta = expClamped(fit.parameters[1]!);

  // The limits of Eq. 6: where one fits as well, α and β have no finite value.
  const meanSolveRate = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const constant = scale(
    points,
    points.map(() => meanSolveRate),
    1,
  );
  if (constant.rmse <= rmse + RMSE_TOLERANCE) {
    return {
      kind: 'boundary',
      limit: 'allOrNothing',
      meanFailureProbability: 1 - meanSolveRate,
      ceiling: 1,
      rmse: constant.rmse,
    };
  }
  const meanFailureProbability = alpha / (alpha + beta);
  const equallyHard = scale(
    points,
    points.map(({ k }) => 1 - meanFailureProbability ** k),
    fit.ceiling,
  );
  if (equallyHard.rmse <= rmse + RMSE_TOLERANCE) {
    return {
      kind: 'boundary',
      limit: 'noOverdispersion',
      meanFailureProbability,
      ceiling: equallyHard.ceiling,
      rmse: equallyHard.rmse,
    };
  }
  if (!fit.converged) return { kind: 'notConverged', iterations: fit.iterations };
  if (fit.ceiling === 1) return { kind: 'boundary', limit: 'ceilingIsOne', alpha, beta, ceiling: 1, rmse };
  return { kind: 'interior', alpha, beta, ceiling: fit.ceiling, rmse };
}

const RMSE_TOLERANCE = 1e-6;

/** log α and log β to start from: problems that are hard, and problems that are easy. */
const STARTS = [
  [Math.log(10), Math.log(0.3)],
  [Math.log(0.5), Math.log(0.5)],
];

/** 1 − I(k) with its derivatives by log α and log β. */
function betaShape(points: readonly CurvePoint[]): Shape {
  return ([logAlpha, logBeta]) => {
    const alpha = expClamped(logAlpha!);
    const beta = expClamped(logBeta!);
    const values: number[] = [];
    const slopes: [number[], number[]] = [[], []];
    const curvatures: [number[], number[], number[]] = [[], [], []];
    for (const { k } of points) {
      const logLoss = logBetaRatio(alpha, beta, k);
      const loss = Math.exp(logLoss);
      const [ofSum, ofSumTwice] = [digammaDifference(alpha + beta, k), trigammaDifference(alpha + beta, k)];
      // Derivatives of log I(k).
      const byAlpha = alpha * (digammaDifference(alpha, k) - ofSum);
      const byBeta = -beta * ofSum;
      values.push(-Math.expm1(logLoss));
      slopes[0].push(-loss * byAlpha);
      slopes[1].push(-loss * byBeta);
      curvatures[0].push(
        -loss * (byAlpha * byAlpha + byAlpha + alpha * alpha * (ofSumTwice - trigammaDifference(alpha, k))),
      );
      curvatures[1].push(-loss * (byAlpha * byBeta + alpha * beta * ofSumTwice));
      curvatures[2].push(-loss * (byBeta * byBeta + byBeta + beta * beta * ofSumTwice));
    }
    return { values, slopes, curvatures };
  };
}

function expClamped(x: number): number {
  return Math.exp(Math.min(40, Math.max(-40, x)));
}
