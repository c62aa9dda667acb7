/** Uniform integers −2³¹ … 2³¹ − 1: such stay integers in compiled code. */
export type RandomIntegers = () => number;

/** sfc32 (Chris Doty-Humphrey, PractRand), which takes 96 bits of seed: the same numbers for the same seed, on every machine. */
export function sfc32(first: number, second: number, third: number): RandomIntegers {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
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

/** Of an integer: a number in [0, 1). */
export function proportion(integer: number): number {
  return (integer >>> 0) / 4294967296;
}
