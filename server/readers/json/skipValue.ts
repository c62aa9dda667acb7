import type { ByteWindow } from './byteWindow.ts';
import { findQuote, passPlain } from './findByte.ts';
import { hasByte, stopDamaged, stopTruncated } from './byteWindow.ts';
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE, isSpace } from './bytes.ts';

/** Far deeper nesting than any harness writes, and as much as DuckDB takes, a byte a level; the limit keeps hostile input from costing memory. */
const MAX_DEPTH = 1 << 24;

/** Passes white space; the next byte, or -1 at the end of the input. */
export function peekByte(window: ByteWindow): number {
  for (;;) {
    while (window.pos < window.limit) {
      const byte = window.bytes[window.pos]!;
      if (!isSpace(byte)) return byte;
      window.pos++;
    }
    if (!hasByte(window)) return -1;
  }
}

/**
 * Passes one value of any kind. What is inside a skipped container is only matched for strings and brackets:
 * checking its commas and numbers would cost as much as reading it.
 */
export function skipValue(window: ByteWindow): void {
  const first = peekByte(window);
  if (first === QUOTE) skipString(window);
  else if (first === OPEN_BRACE || first === OPEN_BRACKET) skipContainer(window);
  else skipBare(window);
}

/**
 * From the opening quote to behind the closing one. Only quotes are looked for; a quote is escaped when an odd number
 * of backslashes stands before it, whatever window those are in.
 */
export function skipString(window: ByteWindow): void {
  window.pos++;
  let isOddBefore = false;
  for (;;) {
    if (!hasByte(window)) stopTruncated(window);
    const { bytes, view, pos, limit } = window;
    const end = findQuote(bytes, view, pos, limit);
    let run = end;
    while (run > pos && bytes[run - 1] === BACKSLASH) run--;
    const isOdd: boolean = ((end - run) % 2 === 1) !== (run === pos && isOddBefore);
    if (end === limit) {
      window.pos = limit;
      isOddBefore = isOdd;
      continue;
    }
    window.pos = end + 1;
    if (!isOdd) return;
    isOddBefore = false;
  }
}

/** Passes a number or a literal without looking at it: up to the next delimiter. */
export function skipBare(window: ByteWindow): void {
  const from = window.base + window.pos;
  for (;;) {
    if (!hasByte(window)) break;
    if (isDelimiter(window.bytes[window.pos]!)) break;
    window.pos++;
  }
  if (window.base + window.pos === from) stopDamaged(window, 'a value is missing');
}

export function isDelimiter(byte: number): boolean {
  return SHAPE[byte] !== 0 || isSpace(byte);
}

// 1: a string begins, 2: a container opens, 3: it closes, 4: a comma or a colon, 0: anything else.
const SHAPE = new Uint8Array(256);
SHAPE[QUOTE] = 1;
SHAPE[OPEN_BRACE] = SHAPE[OPEN_BRACKET] = 2;
SHAPE[CLOSE_BRACE] = SHAPE[CLOSE_BRACKET] = 3;
SHAPE[0x2c] = SHAPE[0x3a] = 4;

/** Grows as it is needed. */
let openBrackets = new Uint8Array(1024);

function skipContainer(window: ByteWindow): void {
  let depth = 0;
  while (hasByte(window)) {
    const { bytes, limit } = window;
    let shape = 0;
    let pos = passPlain(window.view, window.pos, limit);
    for (; pos < limit; pos++) {
      shape = SHAPE[bytes[pos]!]!;
      if (shape !== 0 && shape !== 4) break;
    }
    window.pos = pos;
    if (pos === limit) continue;
    if (shape === 1) {
      skipString(window);
      continue;
    }
    const byte = bytes[pos]!;
    if (shape === 2) {
      if (depth === MAX_DEPTH) stopDamaged(window, `values are nested deeper than ${MAX_DEPTH} levels`);
      if (depth === openBrackets.length) growBrackets();
      openBrackets[depth++] = byte;
    } else {
      // '{' and '}', '[' and ']' are two apart.
      if (openBrackets[--depth]! + 2 !== byte) stopDamaged(window, 'a bracket does not match the one that it closes');
    }
    window.pos = pos + 1;
    if (depth === 0) {
      window.fresh = false;
      return;
    }
  }
  stopTruncated(window);
}

function growBrackets(): void {
  const grown = new Uint8Array(2 * openBrackets.length);
  grown.set(openBrackets);
  openBrackets = grown;
}
