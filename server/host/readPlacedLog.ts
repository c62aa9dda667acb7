import { performance } from 'node:perf_hooks';
import type { PlacedLog } from '../language/logState.ts';
import { bytesSource } from '../readers/byteSource.ts';
import { readLog } from '../readers/readLog.ts';
import type { ByteSource } from '../readers/readResult.ts';
import type { LogInput } from './analystChannel.ts';
import { openFileSource } from './fileSource.ts';
import { placeLog } from './placeLog.ts';

export interface ReadPlacedLogOptions {
  /** Path of the file, for its name and its folder's. */
  readonly name: string;
  readonly isCancelled: () => boolean;
  /** Told now and then, once the read takes long enough to be noticed. */
  readonly onProgress: (bytesRead: number, size: number) => void;
}

/** Reads a log from memory or from disk, and places what was found. Throws what the file system says, and `ReadCancelled`. */
export function readPlacedLog(
  input: Exclude<LogInput, { kind: 'log' }>,
  { name, isCancelled, onProgress }: ReadPlacedLogOptions,
): PlacedLog {
  const result = withSource(input, (source) => readLog(withProgress(source, onProgress), { name, isCancelled }));
  return withSource(input, (source) => placeLog(result, source));
}

function withSource<T>(input: Exclude<LogInput, { kind: 'log' }>, use: (source: ByteSource) => T): T {
  if (input.kind === 'bytes') return use(bytesSource(input.bytes));
  const source = openFileSource(input.path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

/** Reads shorter than this are over before anybody could look. */
const FIRST_PROGRESS_MS = 500;
const PROGRESS_INTERVAL_MS = 100;

function withProgress(source: ByteSource, onProgress: ReadPlacedLogOptions['onProgress']): ByteSource {
  const { size } = source;
  if (size === undefined) return source;
  let bytesRead = 0;
  let nextReport = performance.now() + FIRST_PROGRESS_MS;
  return {
    size,
    read: (target) => {
      const count = source.read(target);
      bytesRead += count;
      const now = performance.now();
      if (now >= nextReport) {
        nextReport = now + PROGRESS_INTERVAL_MS;
        onProgress(bytesRead, size);
      }
      return count;
    },
  };
}
