import { performance } from 'node:perf_hooks';
import type { PlacedLog } from '../language/logState.ts';
import { bytesSource } from '../readers/byteSource.ts';
import { placesOf } from '../readers/places.ts';
import { readLog } from '../readers/readLog.ts';
import type { ByteSource } from '../readers/readResult.ts';
import { placeLog } from './placeLog.ts';

export interface ReadPlacedLogOptions {
  /** Path of the file, for its name and its folder's. */
  readonly name: string;
  readonly isCancelled: () => boolean;
  /** Told now and then, once the read takes long enough to be noticed. */
  readonly onProgress: (bytesRead: number, size: number) => void;
}

/** Reads a log from memory, and places what was found. Throws `ReadCancelled`. */
export function readPlacedLog(bytes: Uint8Array, { name, isCancelled, onProgress }: ReadPlacedLogOptions): PlacedLog {
  const result = readLog(withProgress(bytesSource(bytes), onProgress), { name, isCancelled });
  return placeLog(result, (offsets) => placesOf(bytesSource(bytes), offsets, result.archive));
}

/** Reads shorter than this are over before anybody could look. */
const FIRST_PROGRESS_MS = 500;
const PROGRESS_INTERVAL_MS = 100;

/** A source that tells how much of it, of which `bytesRead` were read before, has been read. */
export function withProgress(
  source: ByteSource,
  onProgress: ReadPlacedLogOptions['onProgress'],
  bytesRead = 0,
): ByteSource {
  const { size } = source;
  if (size === undefined) return source;
  let nextReport = performance.now() + FIRST_PROGRESS_MS;
  return {
    ...source,
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
