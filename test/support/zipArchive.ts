import { crc32 as crcOfZlib, deflateRawSync } from 'node:zlib';

/** A member of a test archive, and how it is packed. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Of zstd, frames of this many bytes each; a frame's blocks are raw ones. */
  readonly method?: 'stored' | 'deflate' | 'zstd';
  readonly frameSize?: number;
  /** Says so in the header, whatever the content is. */
  readonly methodNumber?: number;
  /** Packed already: `content` is what it unpacks to. */
  readonly packed?: Uint8Array;
  readonly isEncrypted?: boolean;
  readonly crc?: number;
}

export interface ZipOptions {
  /** Sizes and offsets in the zip64 fields, as for archives of more than 4 GB. */
  readonly zip64?: boolean;
  readonly comment?: string;
}

/** A zip archive, written from its specification (APPNOTE) and independently of the reader. */
export function zipArchive(entries: readonly ZipEntry[], { zip64 = false, comment = '' }: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = Buffer.from(entry.packed ?? pack(entry, content));
    const name = Buffer.from(entry.name);
    const method = entry.methodNumber ?? { stored: 0, deflate: 8, zstd: 93 }[entry.method ?? 'deflate'];
    const flags = entry.isEncrypted === true ? 1 : 0;
    const crc = entry.crc ?? crcOfZlib(content);
    const shared = [u16(zip64 ? 45 : 20), u16(flags), u16(method), u32(0), u32(crc)];
    const lengths = [u32(packed.length), u32(content.length), u16(name.length)];
    const local = Buffer.concat([u32(0x04034b50), ...shared, ...lengths, u16(0), name]);
    const wide = zip64
      ? Buffer.concat([u16(1), u16(24), u64(content.length), u64(packed.length), u64(offset)])
      : Buffer.alloc(0);
    const listed = zip64 ? [u32(MAX), u32(MAX), u16(name.length)] : lengths;
    const rest = [u16(wide.length), u16(0), u16(0), u16(0), u32(0), u32(zip64 ? MAX : offset)];
    directory.push(Buffer.concat([u32(0x02014b50), u16(45), ...shared, ...listed, ...rest, name, wide]));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const count = entries.length;
  const record = Buffer.concat([
    u32(0x06064b50),
    u64(44),
    u16(45),
    u16(45),
    u32(0),
    u32(0),
    u64(count),
    u64(count),
    u64(listing.length),
    u64(offset),
  ]);
  const locator = Buffer.concat([u32(0x07064b50), u32(0), u64(offset + listing.length), u32(1)]);
  const where = zip64
    ? [u16(0xffff), u16(0xffff), u32(MAX), u32(MAX)]
    : [u16(count), u16(count), u32(listing.length), u32(offset)];
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), ...where, u16(comment.length), Buffer.from(comment)]);
  return Buffer.concat([...parts, listing, ...(zip64 ? [record, locator] : []), end]);
}

const MAX = 0xffffffff;

function pack({ method = 'deflate', frameSize = 1 << 16 }: ZipEntry, content: Buffer): Buffer {
  switch (method) {
    case 'stored':
      return content;
    case 'deflate':
      return deflateRawSync(content);
    case 'zstd': {
      const frames: Buffer[] = [];
      for (let at = 0; at < content.length; at += frameSize)
        frames.push(zstdFrame(content.subarray(at, at + frameSize)));
      return Buffer.concat(frames);
    }
  }
}

/** What unpacks to `numBlocks` × 128 KB of one byte: four bytes a block (RFC 8878, 3.1.1.2.2). */
export function zstdBomb(numBlocks: number): Buffer {
  const window = Buffer.from([0x00, 0x38]);
  const blocks = Array.from({ length: numBlocks }, (_, index) => {
    const block = Buffer.alloc(4, ' ');
    block.writeUIntLE((0x20000 << 3) | 2 | (index === numBlocks - 1 ? 1 : 0), 0, 3);
    return block;
  });
  return Buffer.concat([u32(0xfd2fb528), window, ...blocks]);
}

/** One raw block in a frame that says its size (RFC 8878, 3.1.1), at most 128 KB of it. */
function zstdFrame(content: Buffer): Buffer {
  const isSingleSegment = 0x20;
  const blockHeader = Buffer.alloc(3);
  blockHeader.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([
    u32(0xfd2fb528),
    Buffer.from([0x80 | isSingleSegment]),
    u32(content.length),
    blockHeader,
    content,
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
