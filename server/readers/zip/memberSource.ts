import { Inflate } from 'fflate';
import { Decompress } from 'fzstd';
import { ReadStop, type StopReason } from '../json/readStop.ts';
import type { ByteSource, RandomSource } from '../readResult.ts';
import { crc32 } from './crc32.ts';
import { LOCAL_SIGNATURE, LOCAL_SIZE, readBytes, viewOf, type ZipMember } from './zipDirectory.ts';

/** Takes packed bytes and hands unpacked ones to the function that it was made with. */
type Unpack = (packed: Uint8Array, isLast: boolean) => void;
type Codec = (onBytes: (bytes: Uint8Array) => void) => Unpack;

const codecs: ReadonlyMap<number, Codec> = new Map<number, Codec>([
  [0, (onBytes) => onBytes],
  [
    8,
    (onBytes) => {
      const inflate = new Inflate(onBytes);
      return (packed, isLast) => {
        inflate.push(packed, isLast);
      };
    },
  ],
  [
    93,
    (onBytes) => {
      const decompress = new Decompress(onBytes);
      return (packed, isLast) => {
        decompress.push(packed, isLast);
      };
    },
  ],
]);

const CHUNK_SIZE = 1 << 14;
/** Text of a log shrinks to a tenth, repetitive one to a hundredth: what unpacks to more than this is no log. */
const MAX_RATIO = 300;
/** Below, the ratio does not matter. */
const FREE_SIZE = 1 << 24;
const MAX_SIZE = 2 ** 31;

/**
 * The unpacked bytes of a member, piece by piece. `base`: the offset that the first of them goes by. Throws a `ReadStop` where the
 * member is cut, damaged, packed by a method that is not known, or unpacks to more than a log can hold.
 */
export function memberSource(archive: RandomSource, member: ZipMember, base: number): ByteSource {
  const { name, compressedSize, method } = member;
  const dataStart = startOfData(archive, member, base);
  const queue: Uint8Array[] = [];
  let numUnpacked = 0;
  let numTaken = 0;
  let numPacked = 0;
  let checksum = 0;
  let isDone = false;
  const stop = (reason: StopReason, detail: string): never => {
    throw new ReadStop(reason, base + numTaken, `“${name}” in the archive ${detail}`);
  };

  const codec = codecs.get(method);
  if (member.isEncrypted) return stop('damaged', 'is encrypted');
  if (codec === undefined) return stop('damaged', `is packed by method ${method}, which is not known`);
  const unpack = codec((bytes) => {
    numUnpacked += bytes.length;
    if (numUnpacked > MAX_SIZE || (numUnpacked > FREE_SIZE && numUnpacked > MAX_RATIO * compressedSize)) {
      stop('tooLarge', `unpacks to more than ${MAX_RATIO} times its size, or to more than 2 GB`);
    }
    checksum = crc32(bytes, checksum);
    // The unpacker may go on to use its buffer.
    if (bytes.length > 0) queue.push(bytes.slice());
  });
  const unpackMore = (): void => {
    const packed = readBytes(archive, dataStart + numPacked, Math.min(CHUNK_SIZE, compressedSize - numPacked));
    numPacked += packed.length;
    isDone = numPacked === compressedSize || packed.length === 0;
    if (isDone && numPacked < compressedSize) stop('truncated', 'is cut');
    try {
      unpack(packed, isDone);
    } catch (error) {
      if (error instanceof ReadStop) throw error;
      stop('damaged', `cannot be unpacked (${error instanceof Error ? error.message : String(error)})`);
    }
  };

  return {
    size: undefined,
    read: (target) => {
      while (queue.length === 0 && !isDone) unpackMore();
      const [chunk] = queue;
      if (chunk === undefined) {
        if (checksum !== member.crc) stop('damaged', 'does not have the checksum that the archive records');
        return 0;
      }
      const count = Math.min(target.length, chunk.length);
      target.set(chunk.subarray(0, count));
      if (count === chunk.length) queue.shift();
      else queue[0] = chunk.subarray(count);
      numTaken += count;
      return count;
    },
  };
}

/** Behind the local header, whose name and extra field may be longer than those of the directory. */
function startOfData(archive: RandomSource, { name, offset }: ZipMember, base: number): number {
  const header = viewOf(readBytes(archive, offset, LOCAL_SIZE));
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw new ReadStop('damaged', base, `“${name}” in the archive is not where its directory says`);
  }
  return offset + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true);
}
