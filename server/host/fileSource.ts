import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../readers/readResult.ts';

export interface FileSource extends ByteSource {
  readonly descriptor: number;
  /** The next byte to be read; not for a pipe. */
  readonly seek: (offset: number) => void;
  readonly close: () => void;
}

/** Bytes of a file, read synchronously: only for a thread that may block. Throws what the file system says when it cannot be opened. */
export function openFileSource(path: string): FileSource {
  const descriptor = openSync(path, 'r');
  let position: number | null = null;
  return {
    descriptor,
    size: fstatSync(descriptor).size,
    read: (target) => {
      const count = readSync(descriptor, target, 0, target.length, position);
      if (position !== null) position += count;
      return count;
    },
    seek: (offset) => {
      position = offset;
    },
    readAt: (target, position) => readSync(descriptor, target, 0, target.length, position),
    close: () => {
      closeSync(descriptor);
    },
  };
}
