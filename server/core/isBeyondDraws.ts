import type { Estimate } from './outcomes.ts';

const BESIDE_RANGE = 2;

/**
 * Whether a statistic is clearly none of its null, of which some nine draws are known by their least and greatest: outside of that range with twice as
 * much on either side, some seven standard deviations. Outside of the range itself one in five of the null would be.
 */
export function isBeyondDraws(value: number, { low, high }: Pick<Estimate, 'low' | 'high'>): boolean {
  const beside = BESIDE_RANGE * (high - low);
  return value < low - beside || value > high + beside;
}
