import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../readers/readResult.ts';

export interface FileSource extends ByteSource {
  readonly close: () => void;
}

/** Bytes of a file, read synchronously: only for a thread that may block. Throws what the file system says when it cannot be opened. */
export function openFileSource(path: string): FileSource {
  const descriptor = openSync(path, 'r');
  return {
    size: fstatSync(descriptor).size,
    read: (target) => readSync(descriptor, target, 0, target.length, null),
    close: () => {
      closeSync(descriptor);
    },
  };
}
