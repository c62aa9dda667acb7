/** Where thousands of arrays are cut from a few large blocks. */
export interface Arena {
  readonly blocks: Float64Array[];
  /** The block that is being cut, and how much of it is used. */
  block: Float64Array;
  used: number;
}

const BLOCK_LENGTH = 1 << 15;
/** At most as many are kept: 4 MB. */
const MAX_SPARE_BLOCKS = 16;
const spareBlocks: Float64Array[] = [];

/**
 * Runs a computation that needs thousands of arrays; the next one uses their memory again, for fresh memory costs more than the arithmetic in it.
 * What was taken from the arena must not be used afterwards.
 */
export function withArena<T>(compute: (arena: Arena) => T): T {
  const block = spareBlock();
  const arena: Arena = { blocks: [block], block, used: 0 };
  try {
    return compute(arena);
  } finally {
    for (const spare of arena.blocks) {
      if (spare.length === BLOCK_LENGTH && spareBlocks.length < MAX_SPARE_BLOCKS) spareBlocks.push(spare);
    }
  }
}

/** An array of zeros. */
export function take(arena: Arena, length: number): Float64Array {
  if (arena.used + length > arena.block.length) {
    arena.block = length > BLOCK_LENGTH ? new Float64Array(length) : spareBlock();
    arena.blocks.push(arena.block);
    arena.used = 0;
  }
  const start = arena.used;
  arena.used = start + length;
  return arena.block.subarray(start, start + length).fill(0);
}

function spareBlock(): Float64Array {
  return spareBlocks.pop() ?? new Float64Array(BLOCK_LENGTH);
}
