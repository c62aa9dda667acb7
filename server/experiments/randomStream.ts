/** What a stream of random numbers is for: streams of one seed never meet. */
export const streams = { weights: 1, shuffle: 2, trainingNoise: 3, attempts: 4, images: 5, answers: 6 } as const;
export type StreamPurpose = keyof typeof streams;

/** Uniform integers −2³¹ … 2³¹ − 1: such stay integers in compiled code. */
export type RandomIntegers = () => number;

/**
 * A stream of its own for each (seed, purpose, index): sfc32 (Chris Doty-Humphrey, PractRand), which takes 96 bits of seed. Trial 7,000 can be drawn
 * without the 6,999 before it, so that work that goes on after a kill draws what it would have drawn.
 */
export function randomStream(seed: number, purpose: StreamPurpose, index: number): RandomIntegers {
  let a = seed | 0;
  let b: number = streams[purpose];
  let c = index | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
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
    const j = Math.floor(((next() >>> 0) / 4294967296) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
