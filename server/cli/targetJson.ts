import type { UnreachedTarget } from '../core/cost.ts';
import type { Interval, OpenInterval } from '../core/outcomes.ts';

/** `[low, high]`; an open end is null. */
export function pairOf({ low, high }: Interval | OpenInterval): readonly [number | null, number | null] {
  return [low, high];
}

/** Why a target is not reached, and how far was looked; not the ceiling, which stands with the prediction. */
export function unreachedJson(target: UnreachedTarget): object {
  const { reachable, why, bandReaches } = target;
  if (target.why === 'notIdentified') return { reachable, why, bandReaches };
  return { reachable, why, bandReaches, lookedUpTo: target.lookedUpTo, kInterval: pairOf(target.kInterval) };
}
