import type { ByteSource } from '../readResult.ts';
import { allocateBytes } from './allocateBytes.ts';
import { ReadCancelled, ReadStop } from './readStop.ts';

/**
 * A stretch of the file that slides forward, so that a log of any size is read in the memory of one window.
 * Indices are into `bytes`; `base` + index is the offset in the file. Plain fields, because the scanners' loops read them.
 */
export interface ByteWindow {
  bytes: Uint8Array;
  /** Of `bytes`, to look at four at a time. */
  view: DataView;
  /** Offset in the file of `bytes[0]`. */
  base: number;
  /** The next byte to be read. */
  pos: number;
  /** One past the last byte that may be read now: of the line where lines are read, of the window elsewhere. */
  limit: number;
  /** One past the last byte that the window holds. */
  filled: number;
  /** First byte that must stay when the window slides (a token being captured), or -1. */
  hold: number;
  /** False while `limit` is the end of a line. */
  slides: boolean;
  /** Inside a container: no member has been read yet, so no comma is due. */
  fresh: boolean;
  /** Offset in the file of the key that was read last. */
  keyOffset: number;
  /** Lines were read to the end of the input, which is the end of a line, or the start of one that is cut: reading can go on when there is more. */
  isAtLine: boolean;
  /** Whole lines that were read, where lines are. */
  numLines: number;
  /** Reads more bytes behind `filled`, all of which may be read then; false at the end of the file. */
  readonly refill: () => boolean;
}

export interface WindowOptions {
  readonly isCancelled?: (() => boolean) | undefined;
  /** Bytes of the window, to begin with. */
  readonly size?: number;
  /** The window grows no further than this for a token or a line that does not fit. */
  readonly maxSize?: number;
  /** The offset that the first byte of the source goes by; 0 where nothing precedes it. */
  readonly base?: number;
}

const WINDOW_SIZE = 1 << 18;
const MAX_WINDOW_SIZE = 1 << 26;

export function createWindow(source: ByteSource, options: WindowOptions = {}): ByteWindow {
  const maxSize = options.maxSize ?? MAX_WINDOW_SIZE;
  const bytes = allocateBytes(options.size ?? WINDOW_SIZE);
  const window: ByteWindow = {
    bytes,
    view: viewOf(bytes),
    base: options.base ?? 0,
    pos: 0,
    limit: 0,
    filled: 0,
    hold: -1,
    slides: true,
    fresh: false,
    keyOffset: 0,
    isAtLine: false,
    numLines: 0,
    refill: () => {
      if (options.isCancelled?.() === true) throw new ReadCancelled();
      slide(window);
      if (window.filled === window.bytes.length) grow(window, maxSize);
      const count = source.read(window.bytes.subarray(window.filled));
      window.filled += count;
      window.limit = window.filled;
      return count > 0;
    },
  };
  return window;
}

/** True when `bytes[pos]` may be read, false at the end of the input (of the line, where lines are read). */
export function hasByte(window: ByteWindow): boolean {
  return window.pos < window.limit || (window.slides && window.refill());
}

/** Offset in the file of the next byte. */
export function offsetOf(window: ByteWindow): number {
  return window.base + window.pos;
}

export function stopTruncated(window: ByteWindow): never {
  throw new ReadStop('truncated', offsetOf(window), 'the text ends inside a value');
}

export function stopDamaged(window: ByteWindow, detail: string): never {
  if (window.pos >= window.limit && !hasByte(window)) stopTruncated(window);
  throw new ReadStop('damaged', offsetOf(window), detail);
}

function slide(window: ByteWindow): void {
  const from = window.hold >= 0 ? window.hold : window.pos;
  if (from === 0) return;
  window.bytes.copyWithin(0, from, window.filled);
  window.base += from;
  window.pos -= from;
  window.filled -= from;
  if (window.hold >= 0) window.hold = 0;
}

function grow(window: ByteWindow, maxSize: number): void {
  const size = Math.min(window.bytes.length * 2, maxSize);
  if (size <= window.bytes.length) {
    throw new ReadStop('tooLarge', window.base, `a single value is longer than ${maxSize} bytes`);
  }
  const bytes = allocateBytes(size);
  bytes.set(window.bytes);
  window.bytes = bytes;
  window.view = viewOf(bytes);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
