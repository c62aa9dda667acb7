export interface Line {
  readonly slope: number;
  readonly intercept: number;
  readonly rSquared: number;
}

/** Ordinary least squares; undefined with fewer than three points, or with all at one x. */
export function lineFit(xs: readonly number[], ys: readonly number[]): Line | undefined {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)];
  let [xx, xy, yy] = [0, 0, 0];
  xs.forEach((x, i) => {
    const [dx, dy] = [x - meanX, ys[i]! - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  });
  if (xs.length < 3 || xx === 0) return undefined;
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}
