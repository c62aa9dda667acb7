import { maximizeFrom, type Maximum, type Objective } from './maximize.ts';

export type Peak = Pick<Maximum, 'point' | 'value'>;

export interface ProfileQuestion {
  readonly objective: Objective;
  /** The maximum over all coordinates that are free. */
  readonly peak: Peak;
  /** The coordinate whose interval is asked for, and those to be maximized over. */
  readonly coordinate: number;
  readonly nuisance: readonly number[];
  /** Points to start the inner maximization from: the best of their maxima counts, for a profile may pass from one hill to another. */
  readonly starts: readonly (readonly number[])[];
  /** How they are moved when the coordinate moves by one. */
  readonly along: readonly number[];
  /** How far the log-likelihood may fall: half the quantile of χ²₁. */
  readonly drop: number;
  /** The search goes from the peak towards this value. */
  readonly limit: number;
}

/**
 * Where the profile log-likelihood of a coordinate has fallen by `drop`: one end of its likelihood-ratio interval. Null when it does not
 * fall that far before `limit`. Newton's method on the root of the fall, which is nearly straight, inside a shrinking bracket; the slope of
 * the profile is the partial derivative at the inner maximum.
 */
export function profileEnd({
  objective,
  peak,
  coordinate,
  nuisance,
  starts,
  along,
  drop,
  limit,
}: ProfileQuestion): number | null {
  const startsAt = (at: number): number[][] =>
    starts.map((start) => start.map((value, i) => value + (at - start[coordinate]!) * along[i]!));
  let inside = peak.point[coordinate]!;
  let outside = limit;
  let x = inside + Math.sign(limit - inside);
  while (Math.abs(outside - inside) > 1e-6) {
    const inner = maximizeFrom(objective, startsAt(x), nuisance);
    const fall = Math.max(0, peak.value - inner.value);
    if (Math.abs(fall - drop) < 1e-5 * drop) return x;
    if (fall < drop) inside = x;
    else outside = x;
    const newton = x + (2 * (fall - Math.sqrt(fall * drop))) / inner.gradient[coordinate]!;
    const isBetween = (newton - inside) * (outside - newton) > 0;
    x = isBetween ? newton : (inside + outside) / 2;
  }
  return outside === limit ? null : x;
}
