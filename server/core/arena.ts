/** Hands out arrays of zeros from a few large blocks: thousands of small typed arrays would each cost the garbage collector an allocation. */
export type Arena = (length: number) => Float64Array;

const BLOCK_LENGTH = 1 << 15;

export function createArena(): Arena {
  let block = new Float64Array(BLOCK_LENGTH);
  let used = 0;
  return (length) => {
    if (used + length > block.length) {
      block = new Float64Array(Math.max(BLOCK_LENGTH, length));
      used = 0;
    }
    used += length;
    return block.subarray(used - length, used);
  };
}
