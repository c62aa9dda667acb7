import { proportion, type RandomIntegers, sfc32 } from '../core/sfc32.ts';

/** What a stream of random numbers is for: streams of one seed never meet. */
export const streams = { weights: 1, shuffle: 2, trainingNoise: 3, attempts: 4, images: 5, answers: 6 } as const;
export type StreamPurpose = keyof typeof streams;

/**
 * A stream of its own for each (seed, purpose, index). Trial 7,000 can be drawn without the 6,999 before it, so that work that goes on after a
 * kill draws what it would have drawn.
 */
export function randomStream(seed: number, purpose: StreamPurpose, index: number): RandomIntegers {
  return sfc32(seed, streams[purpose], index);
}

/** Fills with uniform numbers in [0, 1). */
export function fillUniform(values: Float32Array, next: RandomIntegers): Float32Array {
  // 24 bits: with more, rounding to float32 would give 1.
  for (let i = 0; i < values.length; i += 1) values[i] = (next() >>> 8) / 16777216;
  return values;
}

/** A permutation of 0 … size − 1 (Fisher and Yates). */
export function shuffled(size: number, next: RandomIntegers): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i -= 1) {
    const j = Math.floor(proportion(next()) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
