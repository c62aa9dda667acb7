/** Hands out arrays of zeros. */
export type Arena = (length: number) => Float64Array;

const BLOCK_LENGTH = 1 << 15;
/** At most as many are kept: 4 MB. */
const MAX_SPARE_BLOCKS = 16;
const spareBlocks: Float64Array[] = [];

/**
 * Runs a computation that needs thousands of arrays: cut from a few large blocks, which the next one uses again, for fresh memory costs more than
 * the arithmetic in it. What the arena has handed out must not be used afterwards.
 */
export function withArena<T>(compute: (arena: Arena) => T): T {
  const blocks: Float64Array[] = [];
  let block: Float64Array = new Float64Array(0);
  let used = 0;
  const arena: Arena = (length) => {
    if (used + length > block.length) {
      block = length > BLOCK_LENGTH ? new Float64Array(length) : (spareBlocks.pop() ?? new Float64Array(BLOCK_LENGTH));
      blocks.push(block);
      used = 0;
    }
    used += length;
    return block.subarray(used - length, used).fill(0);
  };
  try {
    return compute(arena);
  } finally {
    for (const spare of blocks) {
      if (spare.length === BLOCK_LENGTH && spareBlocks.length < MAX_SPARE_BLOCKS) spareBlocks.push(spare);
    }
  }
}
