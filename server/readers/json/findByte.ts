import { QUOTE } from './bytes.ts';

/*
 * Four bytes at a time: a byte of `word ^ pattern` is zero where the byte looked for stands, and (x − 1) & ~x has the high bit of a
 * zero byte set (Mycroft's test). Little-endian, so that the first byte is the lowest.
 */
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;
const QUOTES = 0x22222222;
/** Setting these bits makes `[`, `]`, `{` and `}` 0x7f (and `Y`, `_` and `y`, which are harmless here). */
const BRACKET_BITS = 0x26262626;
const BRACKETS = 0x7f7f7f7f;

/** Index of the first quote in [start, end), or `end`. */
export function findQuote(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const quote = view.getInt32(i, true) ^ QUOTES;
    const found = (quote - ONES) & ~quote & HIGH_BITS;
    // The lowest of the high bits is that of the first zero byte; a carry can only set higher ones.
    if (found !== 0) return i + ((31 - Math.clz32(found & -found)) >>> 3);
  }
  while (i < end && bytes[i] !== QUOTE) i++;
  return i;
}

/** Whether there is a quote among the eight bytes of two words. */
export function hasQuote(a: number, b: number): boolean {
  const quoteA = a ^ QUOTES;
  const quoteB = b ^ QUOTES;
  return ((((quoteA - ONES) & ~quoteA) | ((quoteB - ONES) & ~quoteB)) & HIGH_BITS) !== 0;
}

/** Index in [start, end) before which there is neither a quote nor a bracket, a few bytes before the first of them or at `end`. */
export function passPlain(view: DataView, start: number, end: number): number {
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word = view.getInt32(i, true);
    const quote = word ^ QUOTES;
    const bracket = (word | BRACKET_BITS) ^ BRACKETS;
    if ((((quote - ONES) & ~quote) | ((bracket - ONES) & ~bracket)) & HIGH_BITS) break;
  }
  return i;
}
