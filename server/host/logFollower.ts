import type { PlacedLog } from '../language/logState.ts';
import { followLog } from './followLog.ts';
import { createLruCache } from './lruCache.ts';
import type { ReadPlacedLogOptions } from './readPlacedLog.ts';

/** Reads logs from disk, and keeps the counts of those that may grow. */
export type LogFollower = (path: string, options: ReadPlacedLogOptions) => PlacedLog;

export function createLogFollower(): LogFollower {
  const followed = createLruCache<ReturnType<typeof followLog>>(MAX_KEPT_ATTEMPTS, weigh);
  return (path, options) => {
    const log = followed.take(path) ?? followLog(path);
    const placed = log.read(options);
    if (log.numAttemptsKept() !== undefined) followed.set(path, log);
    return placed;
  };
}

/** Of all logs that a thread keeps together: mostly hashes of completions, some 50 bytes an attempt. */
const MAX_KEPT_ATTEMPTS = 1_000_000;

/** Never free. */
function weigh(log: ReturnType<typeof followLog>): number {
  return 1000 + (log.numAttemptsKept() ?? 0);
}
