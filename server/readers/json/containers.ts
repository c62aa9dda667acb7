import type { ByteWindow } from './byteWindow.ts';
import { stopDamaged } from './byteWindow.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  encodeUtf8,
  equalBytes,
} from './bytes.ts';
import { decodeToken } from './readScalar.ts';
import { peekByte, skipString, skipValue } from './skipValue.ts';

/** The keys that a reader wants of an object; they are compared as bytes, so that other keys are never decoded. */
export interface KeySet<Key extends string> {
  readonly names: readonly Key[];
  readonly encoded: readonly Uint8Array[];
}

export function keySet<const Key extends string>(...names: Key[]): KeySet<Key> {
  return { names, encoded: names.map(encodeUtf8) };
}

/** Stands for a key that the reader did not ask for; the member's value is to be skipped. */
export const OTHER_KEY = '';

/** Steps into an object; false, the value passed over, when it is something else. */
export function enterObject(window: ByteWindow): boolean {
  return enter(window, OPEN_BRACE);
}

/** Steps into an array; false, the value passed over, when it is something else. */
export function enterArray(window: ByteWindow): boolean {
  return enter(window, OPEN_BRACKET);
}

/** Goes to the next member's value: its key, `OTHER_KEY`, or undefined behind the end of the object. */
export function nextKey<Key extends string>(window: ByteWindow, keys: KeySet<Key>): Key | typeof OTHER_KEY | undefined {
  if (!nextMember(window, CLOSE_BRACE)) return undefined;
  const key = matchKey(window, keys);
  passColon(window);
  return key;
}

/** Goes to the next member's value: its key, decoded, or undefined behind the end of the object. */
export function nextAnyKey(window: ByteWindow): string | undefined {
  if (!nextMember(window, CLOSE_BRACE)) return undefined;
  const start = passKey(window);
  const key = decodeToken(window.bytes, start, window.pos - 1, window.keyOffset);
  passColon(window);
  return key;
}

/** Goes to the next element: false behind the end of the array. */
export function nextElement(window: ByteWindow): boolean {
  return nextMember(window, CLOSE_BRACKET);
}

function enter(window: ByteWindow, bracket: number): boolean {
  if (peekByte(window) !== bracket) {
    skipValue(window);
    return false;
  }
  window.pos++;
  window.fresh = true;
  return true;
}

function nextMember(window: ByteWindow, close: number): boolean {
  const byte = peekByte(window);
  const isFirst = window.fresh;
  window.fresh = false;
  if (byte === close) {
    window.pos++;
    return false;
  }
  if (!isFirst) {
    if (byte !== COMMA) stopDamaged(window, 'a comma or a closing bracket is missing');
    window.pos++;
    // A comma behind the last member leaves nothing open; DuckDB, which counts the same logs, passes it, too.
    if (peekByte(window) === close) {
      window.pos++;
      return false;
    }
  }
  if (peekByte(window) === -1) stopDamaged(window, 'a value is missing');
  return true;
}

/** Passes a key; the index of its first byte, its last is before the quote that `pos` is behind. */
function passKey(window: ByteWindow): number {
  if (window.bytes[window.pos] !== QUOTE) stopDamaged(window, 'a key in quotes is missing');
  window.keyOffset = window.base + window.pos;
  window.hold = window.pos;
  skipString(window);
  const start = window.hold + 1;
  window.hold = -1;
  return start;
}

function matchKey<Key extends string>(window: ByteWindow, keys: KeySet<Key>): Key | typeof OTHER_KEY {
  const start = passKey(window);
  const end = window.pos - 1;
  const { bytes } = window;
  for (let i = 0; i < keys.encoded.length; i++) {
    if (equalBytes(bytes, start, end, keys.encoded[i]!)) return keys.names[i]!;
  }
  for (let i = start; i < end; i++) {
    if (bytes[i] !== BACKSLASH) continue;
    const decoded = decodeToken(bytes, start, end, window.keyOffset);
    return keys.names.find((name) => name === decoded) ?? OTHER_KEY;
  }
  return OTHER_KEY;
}

function passColon(window: ByteWindow): void {
  if (peekByte(window) !== COLON) stopDamaged(window, 'a colon is missing behind a key');
  window.pos++;
  if (peekByte(window) === -1) stopDamaged(window, 'a value is missing behind a key');
}
