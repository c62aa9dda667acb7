import { openText } from './openText.ts';
import type { ByteSource } from './readResult.ts';

/** As LSP has it: both from 0, `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

const CHUNK_SIZE = 1 << 16;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A place in the bytes of a text, and where that is in its lines. */
export interface TextCursor {
  offset: number;
  line: number;
  character: number;
  /** The byte before is a CR: an LF here ends no other line. */
  wasReturn: boolean;
}

/**
 * The positions of byte offsets, which are sorted, as `readLog` gives them for the same source: in one pass over its text,
 * however long its lines are. Lines end with LF, CRLF or CR. A byte-order mark takes no room; an offset inside a character stands
 * for the place behind it, and one behind the end for the end.
 */
export function positionsOf(raw: ByteSource, offsets: readonly number[]): Position[] {
  return startPositions(raw, offsets).positions;
}

/** The same, with a cursor from which `positionsFrom` goes on. */
export function startPositions(
  raw: ByteSource,
  offsets: readonly number[],
): { readonly positions: Position[]; readonly cursor: TextCursor } {
  const cursor = { offset: 0, line: 0, character: 0, wasReturn: false };
  const text = openText(raw);
  if (text.kind !== 'text') return { positions: offsets.map(() => ({ line: 0, character: 0 })), cursor };
  cursor.offset = text.source.read(new Uint8Array(text.start));
  return { positions: positionsFrom(text.source, cursor, offsets), cursor };
}

/** Positions of sorted offsets that are not before the cursor, in the UTF-8 that follows it; moves it to the last of them. */
export function positionsFrom(following: ByteSource, cursor: TextCursor, offsets: readonly number[]): Position[] {
  const positions: Position[] = [];
  const chunk = new Uint8Array(CHUNK_SIZE);
  while (positions.length < offsets.length) {
    const base = cursor.offset;
    const count = following.read(chunk);
    if (count === 0) break;
    let i = 0;
    for (
      let offset = offsets[positions.length];
      offset !== undefined && offset < base + count;
      offset = offsets[positions.length]
    ) {
      const end = Math.max(i, offset - base);
      advance(cursor, chunk, i, end);
      i = end;
      positions.push({ line: cursor.line, character: cursor.character });
    }
    const end = positions.length < offsets.length ? count : i;
    advance(cursor, chunk, i, end);
    cursor.offset = base + end;
  }
  while (positions.length < offsets.length) positions.push({ line: cursor.line, character: cursor.character });
  return positions;
}

/** Moves over bytes [start, end). Nearly all text has bare LF: then the line ends are only counted; and its last line is nearly always ASCII. */
function advance(cursor: TextCursor, bytes: Uint8Array, start: number, end: number): void {
  const stretch = bytes.subarray(start, end);
  const { numNewlines, hasReturn, isAscii } = lookOver(stretch);
  if (hasReturn || cursor.wasReturn) {
    advanceByBytes(cursor, stretch);
    return;
  }
  let lineStart = 0;
  if (numNewlines > 0) {
    cursor.line += numNewlines;
    cursor.character = 0;
    lineStart = stretch.lastIndexOf(NEWLINE) + 1;
  }
  if (isAscii) cursor.character += stretch.length - lineStart;
  else for (let i = lineStart; i < stretch.length; i++) cursor.character += unitsOf(stretch[i]!);
}

const NEWLINES = 0x0a0a0a0a;
const RETURNS = 0x0d0d0d0d;
const ONES = 0x01010101;
const LOW_BITS = 0x7f7f7f7f;
const HIGH_BITS = 0x80808080;
/** As many words as can be counted before a byte of the counter overflows. */
const MAX_WORDS = 255;

interface Stretch {
  /** Not known where there is a return. */
  readonly numNewlines: number;
  readonly hasReturn: boolean;
  readonly isAscii: boolean;
}

/**
 * Four bytes at a time: what is zero after the XOR is a newline; it alone leaves its high bit unset, and these are added byte by byte. Carriage
 * returns by the test of `findByte.ts`, which takes what stands behind one in a word for another at worst.
 */
function lookOver(bytes: Uint8Array): Stretch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let numNewlines = 0;
  let returns = 0;
  let all = 0;
  let i = 0;
  while (i + 4 <= bytes.length) {
    const end = Math.min(bytes.length - 3, i + 4 * MAX_WORDS);
    let found = 0;
    for (; i < end; i += 4) {
      const word = view.getInt32(i, true);
      const newline = word ^ NEWLINES;
      const carriage = word ^ RETURNS;
      all |= word;
      returns |= (carriage - ONES) & ~carriage;
      found = (found + ((~(((newline & LOW_BITS) + LOW_BITS) | newline) & HIGH_BITS) >>> 7)) | 0;
    }
    numNewlines += (found & 0xff) + ((found >>> 8) & 0xff) + ((found >>> 16) & 0xff) + (found >>> 24);
  }
  let hasReturn = (returns & HIGH_BITS) !== 0;
  for (; i < bytes.length; i++) {
    const byte = bytes[i]!;
    all |= byte;
    hasReturn ||= byte === RETURN;
    numNewlines += byte === NEWLINE ? 1 : 0;
  }
  return { numNewlines, hasReturn, isAscii: (all & HIGH_BITS) === 0 };
}

function advanceByBytes(cursor: TextCursor, bytes: Uint8Array): void {
  for (const byte of bytes) {
    if (byte === NEWLINE) {
      if (!cursor.wasReturn) cursor.line++;
      cursor.character = 0;
    } else if (byte === RETURN) {
      cursor.line++;
      cursor.character = 0;
    } else {
      cursor.character += unitsOf(byte);
    }
    cursor.wasReturn = byte === RETURN;
  }
}

/** Every byte that begins a character is a UTF-16 unit, and two when the character has four bytes. */
function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
