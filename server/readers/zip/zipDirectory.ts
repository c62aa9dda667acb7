import type { ByteRange } from '../../core/counts.ts';
import type { RandomSource } from '../readResult.ts';

/** A file in a zip archive, as the directory describes it. Its name is only ever compared: nothing is written to where it leads. */
export interface ZipMember {
  readonly name: string;
  /** 0: stored, 8: deflate, 93: zstd. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ZipDirectory {
  /** By name; of two with one name the later. */
  readonly members: ReadonlyMap<string, ZipMember>;
  /** What the archive is known by: the directory, which holds a checksum of every member. Absent where it was lost. */
  readonly range?: ByteRange;
  /** Why members may be missing, and from where on: the directory was lost or ends too early. */
  readonly fault?: { readonly detail: string; readonly offset: number };
}

const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
const END_SIGNATURE = 0x06054b50;
const END_64_SIGNATURE = 0x06064b50;
const LOCATOR_64_SIGNATURE = 0x07064b50;
const LOCATOR_64_SIZE = 20;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
export const LOCAL_SIGNATURE = 0x04034b50;
export const LOCAL_SIZE = 30;
/** Stands for “see the zip64 field”. */
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
/** A directory of more bytes is no log's: about a million members. */
const MAX_DIRECTORY = 1 << 27;

/**
 * The members of a zip archive (APPNOTE 6.3.10), from the directory at its end, zip64 included; where that is lost, because the archive
 * is cut or still being written, from the headers in front of each member. Reads no member.
 */
export function readZipDirectory(source: RandomSource): ZipDirectory {
  const range = findDirectory(source);
  if (range === undefined) return walkMembers(source);
  const bytes = readBytes(source, range.start, range.end - range.start);
  const view = viewOf(bytes);
  const members = new Map<string, ZipMember>();
  let pos = 0;
  while (pos + ENTRY_SIZE <= bytes.length && view.getUint32(pos, true) === ENTRY_SIGNATURE) {
    const nameEnd = pos + ENTRY_SIZE + view.getUint16(pos + 28, true);
    const extraEnd = nameEnd + view.getUint16(pos + 30, true);
    const commentEnd = extraEnd + view.getUint16(pos + 32, true);
    if (commentEnd > bytes.length) break;
    const name = nameOf(bytes.subarray(pos + ENTRY_SIZE, nameEnd));
    members.set(name, { name, ...entryAt(view, pos, { nameEnd, extraEnd }) });
    pos = commentEnd;
  }
  if (pos === bytes.length) return { members, range };
  const fault = { detail: 'an entry of the directory of the archive is malformed', offset: range.start + pos };
  return { members, range, fault };
}

function entryAt(
  view: DataView,
  pos: number,
  { nameEnd, extraEnd }: { readonly nameEnd: number; readonly extraEnd: number },
): Omit<ZipMember, 'name'> {
  const size = view.getUint32(pos + 24, true);
  const compressedSize = view.getUint32(pos + 20, true);
  const offset = view.getUint32(pos + 42, true);
  const wide = wideNumbers(view, nameEnd, extraEnd);
  // Only the fields that do not fit are in the zip64 field, in this order.
  if (size === MAX_32) wide.shift();
  return {
    method: view.getUint16(pos + 10, true),
    isEncrypted: (view.getUint16(pos + 8, true) & 1) === 1,
    crc: view.getUint32(pos + 16, true),
    compressedSize: compressedSize === MAX_32 ? (wide.shift() ?? compressedSize) : compressedSize,
    offset: offset === MAX_32 ? (wide.shift() ?? offset) : offset,
  };
}

/** The 64-bit numbers of the zip64 extra field (id 1). */
function wideNumbers(view: DataView, start: number, end: number): number[] {
  for (let pos = start; pos + 4 <= end; pos += 4 + view.getUint16(pos + 2, true)) {
    if (view.getUint16(pos, true) !== 1) continue;
    const fieldEnd = Math.min(end, pos + 4 + view.getUint16(pos + 2, true));
    const numbers: number[] = [];
    for (let at = pos + 4; at + 8 <= fieldEnd; at += 8) numbers.push(Number(view.getBigUint64(at, true)));
    return numbers;
  }
  return [];
}

/** Where the directory is; undefined without an end record that fits. */
function findDirectory(source: RandomSource): ByteRange | undefined {
  const tailStart = Math.max(0, source.size - END_SIZE - MAX_COMMENT);
  const tail = readBytes(source, tailStart, source.size - tailStart);
  const view = viewOf(tail);
  for (let pos = tail.length - END_SIZE; pos >= 0; pos--) {
    if (view.getUint32(pos, true) !== END_SIGNATURE) continue;
    const size = view.getUint32(pos + 12, true);
    const start = view.getUint32(pos + 16, true);
    const isWide = size === MAX_32 || start === MAX_32 || view.getUint16(pos + 10, true) === MAX_16;
    const range = (isWide ? wideDirectory(source, tailStart + pos) : undefined) ?? { start, end: start + size };
    if (range.end <= tailStart + pos && range.end - range.start <= MAX_DIRECTORY) return range;
  }
  return undefined;
}

function wideDirectory(source: RandomSource, endOffset: number): ByteRange | undefined {
  const locator = viewOf(readBytes(source, endOffset - LOCATOR_64_SIZE, LOCATOR_64_SIZE));
  if (locator.byteLength < LOCATOR_64_SIZE || locator.getUint32(0, true) !== LOCATOR_64_SIGNATURE) return undefined;
  const record = viewOf(readBytes(source, Number(locator.getBigUint64(8, true)), 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_64_SIGNATURE) return undefined;
  const start = Number(record.getBigUint64(48, true));
  return { start, end: start + Number(record.getBigUint64(40, true)) };
}

/** From member to member by their local headers, up to the first that is not whole. */
function walkMembers(source: RandomSource): ZipDirectory {
  const members = new Map<string, ZipMember>();
  let pos = 0;
  for (;;) {
    const header = readBytes(source, pos, LOCAL_SIZE);
    const view = viewOf(header);
    if (header.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL_SIGNATURE) break;
    const flags = view.getUint16(6, true);
    const compressedSize = view.getUint32(18, true);
    const dataStart = pos + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
    // Bit 3: the size is written behind the data, where it cannot be found without the directory.
    if ((flags & 8) !== 0 || compressedSize === MAX_32 || dataStart + compressedSize > source.size) break;
    const name = nameOf(readBytes(source, pos + LOCAL_SIZE, view.getUint16(26, true)));
    const [method, crc] = [view.getUint16(8, true), view.getUint32(14, true)];
    members.set(name, { name, method, crc, isEncrypted: (flags & 1) === 1, compressedSize, offset: pos });
    pos = dataStart + compressedSize;
  }
  return { members, fault: { detail: 'the archive ends without its directory', offset: pos } };
}

/** As many bytes as there are, up to `length`. */
export function readBytes(source: RandomSource, start: number, length: number): Uint8Array {
  if (!(start >= 0 && start < source.size)) return new Uint8Array(0);
  const bytes = new Uint8Array(Math.min(length, source.size - start));
  let filled = 0;
  while (filled < bytes.length) {
    const count = source.readAt(bytes.subarray(filled), start + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function nameOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
