import type { BestErrorReport } from '../protocol/experimentResult.ts';
import { lineFit } from './lineFit.ts';
import { smallestOn } from './smallestOn.ts';

type Point = BestErrorReport['points'][number];

/** Mean over images of the smallest error so far, and the middle 80 % of them, after k trials. */
export function bestErrorPoint(k: number, best: Float32Array): Point {
  const sorted = best.slice().sort();
  const quantile = (level: number): number => sorted[Math.round(level * (sorted.length - 1))]!;
  const mean = best.reduce((sum, error) => sum + error, 0) / best.length;
  return { k, mean, low: quantile(0.1), high: quantile(0.9) };
}

/** How the best error falls: a power law, as the paper says, and one with a floor. */
export function bestErrorReport(points: readonly Point[]): BestErrorReport {
  const logKs = points.map(({ k }) => Math.log(k));
  const line = lineFit(
    logKs,
    points.map(({ mean }) => Math.log(mean)),
  );
  const floored = withFloor(points, logKs);
  return {
    points,
    ...(line && { powerLaw: { a: Math.exp(line.intercept), b: -line.slope, rSquared: line.rSquared } }),
    ...(floored && { powerLawWithFloor: floored }),
  };
}

/** Least squares of floor + a·k^−b: for each b the rest is a line. */
function withFloor(points: readonly Point[], logKs: readonly number[]): BestErrorReport['powerLawWithFloor'] {
  const means = points.map(({ mean }) => mean);
  const fitWith = (b: number) => {
    const powers = logKs.map((logK) => Math.exp(-b * logK));
    const line = lineFit(powers, means);
    if (line === undefined) return undefined;
    const squares = powers.reduce((sum, x, i) => sum + (line.intercept + line.slope * x - means[i]!) ** 2, 0);
    return { floor: line.intercept, a: line.slope, b, rmse: Math.sqrt(squares / means.length) };
  };
  if (points.length < 4) return undefined;
  return fitWith(smallestOn(0.01, 2, (b) => fitWith(b)?.rmse ?? Number.MAX_VALUE));
}
