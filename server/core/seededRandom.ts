import { proportion, sfc32 } from './sfc32.ts';

/** A source of uniform numbers in [0, 1). */
export type RandomSource = () => number;

/** The same numbers for the same seed, on every machine. */
export function seededRandom(seed: number): RandomSource {
  const next = sfc32(0x9e3779b9, 0x243f6a88, seed);
  return () => proportion(next());
}
