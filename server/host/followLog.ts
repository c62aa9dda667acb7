import type { PlacedLog } from '../language/logState.ts';
import { positionsFrom, startPositions, type Position, type TextCursor } from '../readers/positions.ts';
import { placesOf } from '../readers/places.ts';
import { startReading, type LogReading } from '../readers/readLog.ts';
import type { ByteSource } from '../readers/readResult.ts';
import { siblingsIn } from '../readers/siblingsIn.ts';
import { markFile, wasAppendedTo, type FileMark } from './fileMark.ts';
import { openFileSource, type FileSource } from './fileSource.ts';
import { placeLog } from './placeLog.ts';
import { withProgress, type ReadPlacedLogOptions } from './readPlacedLog.ts';

/** A log on disk. When nothing but more lines came to those that were read before, only these are read; else all is read anew. */
export interface FollowedLog {
  /** Throws what the file system says, and `ReadCancelled`. */
  readonly read: (options: ReadPlacedLogOptions) => PlacedLog;
  /** Attempts that were counted; undefined where keeping them would spare nothing. */
  readonly numAttemptsKept: () => number | undefined;
}

export function followLog(path: string): FollowedLog {
  let kept: { readonly reading: Reading; readonly mark: FileMark; readonly numAttempts: number } | undefined;

  return {
    read: (options) => {
      const file = openFileSource(path);
      try {
        const reading = kept && wasAppendedTo(file.descriptor, kept.mark) ? kept.reading : createReading(path);
        // What is thrown on the way leaves a reading that cannot go on.
        kept = undefined;
        const { result, readOn } = reading.read(file, options);
        const { archive } = result;
        const log = placeLog(result, (offsets) =>
          archive === undefined ? reading.find(file, offsets) : placesOf(file, offsets, archive),
        );
        if (readOn !== undefined) {
          const numAttempts = log.result.evals
            .flatMap(({ problems }) => problems)
            .reduce((sum, { numSamples }) => sum + numSamples, 0);
          kept = { reading, mark: markFile(file.descriptor, reading.bytesRead()), numAttempts };
        }
        return log;
      } finally {
        file.close();
      }
    },
    numAttemptsKept: () => kept?.numAttempts,
  };
}

interface Reading {
  readonly read: (file: FileSource, options: ReadPlacedLogOptions) => LogReading;
  readonly find: (file: FileSource, offsets: readonly number[]) => readonly Position[];
  readonly bytesRead: () => number;
}

/** What is known of a log between two reads of its file, which is opened anew each time. */
function createReading(path: string): Reading {
  let bytesRead = 0;
  let opened: FileSource | undefined;
  let read: ByteSource['read'] = () => 0;
  let isCancelled: ReadPlacedLogOptions['isCancelled'] = () => false;
  let latest: LogReading | undefined;
  let cursor: TextCursor | undefined;
  let known: ReadonlyMap<number, Position> = new Map();

  const source: ByteSource = {
    get size() {
      return opened?.size;
    },
    read: (target) => {
      const count = read(target);
      bytesRead += count;
      return count;
    },
    readAt: (target, position) => opened?.readAt?.(target, position) ?? 0,
  };
  const findUnknown = (file: FileSource, offsets: readonly number[]): readonly Position[] => {
    file.seek(cursor?.offset ?? 0);
    if (cursor !== undefined) return positionsFrom(file, cursor, offsets);
    const start = startPositions(file, offsets);
    ({ cursor } = start);
    return start.positions;
  };

  return {
    read: (file, options) => {
      opened = file;
      file.seek(bytesRead);
      ({ read } = withProgress(file, options.onProgress, bytesRead));
      ({ isCancelled } = options);
      latest =
        latest?.readOn?.() ??
        startReading(source, {
          name: options.name,
          isCancelled: () => isCancelled(),
          openSibling: siblingsIn(path, openFileSource),
        });
      return latest;
    },
    find: (file, offsets) => {
      let unknown = offsets.filter((offset) => !known.has(offset));
      if (cursor !== undefined && (unknown[0] ?? Infinity) < cursor.offset) {
        cursor = undefined;
        known = new Map();
        unknown = [...offsets];
      }
      const found = findUnknown(file, unknown);
      const positions = new Map(unknown.map((offset, index) => [offset, found[index] ?? START]));
      const all = offsets.map((offset) => known.get(offset) ?? positions.get(offset) ?? START);
      known = new Map(offsets.map((offset, index) => [offset, all[index] ?? START]));
      return all;
    },
    bytesRead: () => bytesRead,
  };
}

const START: Position = { line: 0, character: 0 };
