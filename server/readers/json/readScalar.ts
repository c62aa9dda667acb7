import type { ByteWindow } from './byteWindow.ts';
import { stopDamaged, stopTruncated } from './byteWindow.ts';
import { OPEN_BRACE, OPEN_BRACKET, QUOTE, decodeUtf8 } from './bytes.ts';
import { ReadStop } from './readStop.ts';
import { peekByte, skipBare, skipString, skipValue } from './skipValue.ts';

/** A value without parts; NaN and the infinities that Python writes are numbers. */
export type Scalar = string | number | boolean | null;

/** The next value when it has no parts; undefined for an object or array, which is passed over. */
export function readScalar(window: ByteWindow): Scalar | undefined {
  const first = peekByte(window);
  if (first === QUOTE) return readString(window);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) {
    skipValue(window);
    return undefined;
  }
  return readBare(window);
}

/** The next value when it is a number, else undefined; either way it is passed. May be NaN or infinite. */
export function readNumber(window: ByteWindow): number | undefined {
  const value = readScalar(window);
  return typeof value === 'number' ? value : undefined;
}

/** The next value when it is a string, else undefined; either way it is passed. */
export function readText(window: ByteWindow): string | undefined {
  if (peekByte(window) === QUOTE) return readString(window);
  skipValue(window);
  return undefined;
}

/** The next value in its own spelling, of whatever kind: to tell apart what is compared as a whole. */
export function readRaw(window: ByteWindow): string {
  peekByte(window);
  window.hold = window.pos;
  skipValue(window);
  const text = decodeUtf8(window.bytes, window.hold, window.pos);
  window.hold = -1;
  return text;
}

/** An id: a string, or a number or boolean in its own spelling (long integers keep all their digits); undefined for null and containers. */
export function readId(window: ByteWindow): string | undefined {
  const first = peekByte(window);
  if (first === QUOTE) return readString(window);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) {
    skipValue(window);
    return undefined;
  }
  const text = bareText(window);
  return text === 'null' ? undefined : text;
}

/** `pos` at the opening quote. */
export function readString(window: ByteWindow): string {
  const offset = window.base + window.pos;
  window.hold = window.pos;
  skipString(window);
  const start = window.hold + 1;
  const end = window.pos - 1;
  window.hold = -1;
  return decodeToken(window.bytes, start, end, offset);
}

/** Bytes [start, end) between two quotes. `offset`: of the opening quote in the file. */
export function decodeToken(bytes: Uint8Array, start: number, end: number, offset: number): string {
  const text = decodeUtf8(bytes, start, end);
  if (!text.includes('\\')) return text;
  try {
    // Raw control characters are malformed JSON but unambiguous, so they are let through as they are without escapes.
    const unescaped: unknown = JSON.parse(`"${text.replace(CONTROL, escapeControl)}"`);
    if (typeof unescaped === 'string') return unescaped;
  } catch {
    // Said below.
  }
  throw new ReadStop('damaged', offset, 'a string has a malformed escape');
}

const CONTROL = /[\u0000-\u001f]/g;

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function readBare(window: ByteWindow): number | boolean | null {
  const offset = window.base + window.pos;
  const text = bareText(window);
  switch (text) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return Number(text);
  }
  if (NUMBER.test(text)) return Number(text);
  if (peekByte(window) === -1) stopTruncated(window);
  throw new ReadStop('damaged', offset, 'this is neither a number nor true, false or null');
}

function bareText(window: ByteWindow): string {
  if (peekByte(window) === -1) stopDamaged(window, 'a value is missing');
  window.hold = window.pos;
  skipBare(window);
  const text = decodeUtf8(window.bytes, window.hold, window.pos);
  window.hold = -1;
  return text;
}
