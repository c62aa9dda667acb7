import { fitEffectiveK } from '../core/fitEffectiveK.ts';
import { fitLeastSquares } from '../core/fitLeastSquares.ts';
import type { BetaParameters } from '../core/lossAsymptote.ts';
import type { CurvePoint } from '../core/observedPassAtK.ts';
import type { EffectiveKFit, LeastSquaresFit } from '../core/outcomes.ts';

/** A pass@k curve with the two laws that the paper fits to it, by least squares. */
export interface FittedCurve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** Eq. 6. */
  readonly eq6: LeastSquaresFit;
  /** Eq. 10. */
  readonly eq10: EffectiveKFit;
}

export interface NamedCurve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** `ceiling` fixes 𝒜 of Eq. 6; absent: free. */
export function fitCurve({ name, points }: NamedCurve, ceiling?: number): FittedCurve {
  const eq6 = fitLeastSquares(points, ceiling === undefined ? {} : { ceiling });
  return { name, points, eq6, eq10: fitEffectiveK(points) };
}

/** α, β and 𝒜 of Eq. 6; undefined where they have no finite values. */
export function betaParametersOf({ eq6 }: FittedCurve): BetaParameters | undefined {
  if (eq6.kind === 'notIdentified' || eq6.kind === 'notConverged') return undefined;
  const { alpha, beta, ceiling } = eq6;
  return alpha === undefined || beta === undefined ? undefined : { alpha, beta, ceiling };
}

/** The end of the longest curve. */
export function lastK(curves: readonly NamedCurve[]): number {
  return Math.max(10, ...curves.map(({ points }) => points.at(-1)?.k ?? 1));
}
