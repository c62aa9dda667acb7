import { stopTruncated, type ByteWindow } from './byteWindow.ts';
import { BACKSLASH, QUOTE } from './bytes.ts';
import { hasQuote } from './findByte.ts';

/** Bytes of a step. Which bytes a step takes depends on the string alone, wherever in the window it stands, and so does the hash. */
const STEP = 8;

/**
 * Passes a string, `pos` at its opening quote, and returns a hash of its bytes: 53 bits, so that chance collisions need about
 * 10^8 strings. One pass looks for the closing quote and hashes.
 */
export function hashString(window: ByteWindow): number {
  let low = 0x811c9dc5 | 0;
  let high = 0x9e3779b9 | 0;
  window.hold = window.pos;
  let i = window.pos + 1;
  let isMore = window.slides;
  for (;;) {
    const { bytes, view, limit } = window;
    for (; i + STEP <= limit; i += STEP) {
      const a = view.getInt32(i, true);
      const b = view.getInt32(i + 4, true);
      if (hasQuote(a, b)) break;
      low = Math.imul(low ^ a, 0x01000193);
      high = Math.imul(high ^ b, 0x85ebca6b);
      low ^= high >>> 15;
      high ^= low >>> 13;
    }
    if (i + STEP > limit && isMore) {
      const held = window.hold;
      window.pos = i;
      isMore = window.refill();
      // Also where there is no more, the window has slid.
      i -= held - window.hold;
      continue;
    }
    // A step with a quote in it, which may be an escaped one, or the last bytes that there are.
    const end = Math.min(i + STEP, limit);
    if (i === end) {
      window.pos = limit;
      stopTruncated(window);
    }
    for (; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === QUOTE && !isEscaped(bytes, i, window.hold)) {
        window.pos = i + 1;
        window.hold = -1;
        return (high >>> 11) * 0x100000000 + (low >>> 0);
      }
      low = Math.imul(low ^ byte, 0x01000193);
      high = Math.imul(high ^ low, 0x85ebca6b);
    }
  }
}

/** A quote is escaped when an odd number of backslashes stands before it. `start`: of the string. */
function isEscaped(bytes: Uint8Array, quote: number, start: number): boolean {
  let run = quote;
  while (run > start && bytes[run - 1] === BACKSLASH) run--;
  return (quote - run) % 2 === 1;
}
