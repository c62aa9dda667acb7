/** A set of hashes (whole numbers of 53 bits), in 16 bytes each and without an object for any of them. */
export interface HashSet {
  /** False where it is in already. Zero is taken for one. */
  readonly add: (hash: number) => boolean;
  readonly size: () => number;
}

const FIRST_CAPACITY = 1 << 10;

export function createHashSet(): HashSet {
  // Open addressing, at most half full; 0 is an empty place.
  let places = new Float64Array(FIRST_CAPACITY);
  let size = 0;
  return {
    size: () => size,
    add: (hash) => {
      if (!insert(places, hash === 0 ? 1 : hash)) return false;
      if (++size * 2 > places.length) places = grown(places);
      return true;
    },
  };
}

function insert(places: Float64Array, hash: number): boolean {
  const mask = places.length - 1;
  // The low 32 bits; multiplied, so that neighbors are spread.
  let place = (Math.imul(hash | 0, 0x9e3779b1) >>> 8) & mask;
  for (;;) {
    const held = places[place]!;
    if (held === hash) return false;
    if (held === 0) {
      places[place] = hash;
      return true;
    }
    place = (place + 1) & mask;
  }
}

function grown(places: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * places.length);
  for (const hash of places) if (hash !== 0) insert(larger, hash);
  return larger;
}
