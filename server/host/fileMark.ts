import { fstatSync, readSync } from 'node:fs';

/** What tells whether the first `size` bytes of a file are those that were read before. */
export interface FileMark {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  readonly modifiedMs: number;
  readonly head: Buffer;
  readonly tail: Buffer;
}

const SAMPLE_SIZE = 4096;

/** Of an open file, of which `size` bytes were read. */
export function markFile(descriptor: number, size: number): FileMark {
  const { dev: device, ino: inode, mtimeMs: modifiedMs } = fstatSync(descriptor);
  const sample = (start: number): Buffer => {
    const bytes = Buffer.alloc(Math.min(SAMPLE_SIZE, size));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
  };
  return { device, inode, size, modifiedMs, head: sample(0), tail: sample(Math.max(0, size - SAMPLE_SIZE)) };
}

/**
 * Is this the file of the mark, with nothing changed but what was appended? Another file of its name is not (rotation),
 * nor a shorter one (truncation), nor one of the same length that was written again, nor one whose first or last bytes of
 * those read before are others. A change in between that comes with an append is not seen until the log is reopened.
 */
export function wasAppendedTo(descriptor: number, mark: FileMark): boolean {
  const { size, mtimeMs } = fstatSync(descriptor);
  if (size < mark.size || (size === mark.size && mtimeMs !== mark.modifiedMs)) return false;
  const now = markFile(descriptor, mark.size);
  return (
    now.device === mark.device && now.inode === mark.inode && now.head.equals(mark.head) && now.tail.equals(mark.tail)
  );
}
