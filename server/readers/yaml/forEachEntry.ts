import { hasByte, offsetOf, type ByteWindow } from '../json/byteWindow.ts';
import { decodeUtf8, NEWLINE } from '../json/bytes.ts';

/** An entry of the mapping that a YAML document is. */
export interface YamlEntry {
  readonly key: string;
  /** The value's text, with the white space around it. */
  readonly text: string;
  /** Of the key, and of the value's text, in bytes. */
  readonly start: number;
  readonly valueStart: number;
  /** The text ends with the file, and not with the end of a line: it may have been cut. */
  readonly isLast: boolean;
}

const MAX_KEY = 100;

/**
 * Calls `onEntry` for those entries of a YAML document's outermost mapping that are wanted. Whatever a value is, each of its lines is indented, or begins
 * with the dash of a list, so that a line that begins with a letter is a key (YAML 1.2.2, 8.1 and 8.2): nothing else is parsed, and of
 * other values, which may be completions of any size and content, nothing is kept.
 */
export function forEachEntry(
  window: ByteWindow,
  isWanted: (key: string) => boolean,
  onEntry: (entry: YamlEntry) => void,
): void {
  while (hasByte(window)) {
    const start = offsetOf(window);
    const key = takeKey(window);
    if (key === undefined || !isWanted(key)) {
      passLine(window);
      continue;
    }
    const valueStart = offsetOf(window);
    window.hold = window.pos;
    do passLine(window);
    while (hasByte(window) && !isLetter(window.bytes[window.pos]!));
    const isLast = !hasByte(window) && window.bytes[window.pos - 1] !== NEWLINE;
    const text = decodeUtf8(window.bytes, window.hold, window.pos);
    window.hold = -1;
    onEntry({ key, text, start, valueStart, isLast });
  }
}

/** Goes behind the colon of a plain key; undefined, still on the line, where it begins with none. */
function takeKey(window: ByteWindow): string | undefined {
  if (!isLetter(window.bytes[window.pos]!)) return undefined;
  window.hold = window.pos;
  while (hasByte(window) && isWord(window.bytes[window.pos]!) && window.pos - window.hold < MAX_KEY) window.pos++;
  const key = decodeUtf8(window.bytes, window.hold, window.pos);
  window.hold = -1;
  if (!hasByte(window) || window.bytes[window.pos] !== COLON) return undefined;
  window.pos++;
  return key;
}

const COLON = 0x3a;
const UNDERSCORE = 0x5f;

function isLetter(byte: number): boolean {
  return ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === UNDERSCORE;
}

function isWord(byte: number): boolean {
  return isLetter(byte) || (byte >= 0x30 && byte <= 0x39);
}

/** Goes behind the next line end, or to the end of the file. */
function passLine(window: ByteWindow): void {
  for (;;) {
    const found = window.bytes.indexOf(NEWLINE, window.pos);
    if (found >= 0 && found < window.filled) {
      window.pos = found + 1;
      return;
    }
    window.pos = window.filled;
    if (!window.refill()) return;
  }
}
