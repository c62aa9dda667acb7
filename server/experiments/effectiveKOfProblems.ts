import { harmonicNumbers } from '../core/harmonicNumbers.ts';
import type { EffectiveKCurve, ResultPoint } from '../protocol/experimentResult.ts';
import { smallestOn } from './smallestOn.ts';

/** κ is looked for from independent attempts to those of which the later count for nothing. */
const LARGEST_KAPPA = 5;

/**
 * Eq. 10 with a failure probability for each problem, pass@k = 1 − (1/n)·Σ p_i^(H_k(κ)), as the paper draws it in its Figure 5, beside an
 * observed curve.
 */
export function effectiveKOfProblems(
  failures: readonly number[],
  curve: readonly ResultPoint[],
  kappa: number,
): EffectiveKCurve {
  const effective = harmonicNumbers(
    curve.map(({ k }) => k),
    kappa,
  );
  // Problems that share a failure probability are many: those that never pass, at least.
  const counts = new Map<number, number>();
  for (const p of failures) counts.set(p, (counts.get(p) ?? 0) + 1);
  const points = curve.map(({ k }, i) => {
    let failing = 0;
    for (const [p, count] of counts) failing += count * p ** effective[i]!;
    return { k, value: 1 - failing / failures.length };
  });
  const squares = points.reduce((sum, { value }, i) => sum + (value - curve[i]!.value) ** 2, 0);
  return { kappa, rmse: Math.sqrt(squares / points.length), points };
}

/** The same with the κ ≥ 0 that comes closest to the curve. */
export function bestEffectiveK(failures: readonly number[], curve: readonly ResultPoint[]): EffectiveKCurve {
  const of = (kappa: number): EffectiveKCurve => effectiveKOfProblems(failures, curve, kappa);
  return of(smallestOn(0, LARGEST_KAPPA, (kappa) => of(kappa).rmse));
}
