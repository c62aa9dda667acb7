export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === RETURN || byte === 0x09;
}

/** A byte-order mark inside of a token belongs to it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const MAX_CACHED = 24;
/** Short texts that were decoded lately: a log spells the same ids, names and verdicts again and again, and the decoder costs more than a look. */
const decoded = new Array<string>(1024).fill('');

/** Text of bytes [start, end); malformed UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > MAX_CACHED) return decoder.decode(bytes.subarray(start, end));
  let hash = length;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  const slot = (hash ^ (hash >>> 10)) & 1023;
  const known = decoded[slot]!;
  if (isSpelled(known, bytes, start, end)) return known;
  const text = decoder.decode(bytes.subarray(start, end));
  // Only where a character is a byte does comparing the two say that they are equal.
  if (text.length === length) decoded[slot] = text;
  return text;
}

function isSpelled(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== bytes[start + i]) return false;
  }
  return true;
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether bytes [start, end) are exactly `expected`. */
export function equalBytes(bytes: Uint8Array, start: number, end: number, expected: Uint8Array): boolean {
  if (end - start !== expected.length) return false;
  for (let i = 0; i < expected.length; i++) {
    if (bytes[start + i] !== expected[i]) return false;
  }
  return true;
}
