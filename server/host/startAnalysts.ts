import { createAnalystPool, type AnalystPool } from './analystPool.ts';
import { createAnalystThread } from './analystThread.ts';

/** The threads that read and fit, by the URL of the bundled analyst; the first of them starts at once. */
export function startAnalysts(workerUrl: URL): AnalystPool {
  const pool = createAnalystPool(
    () => createAnalystThread({ workerUrl, maxHeapMegabytes: 512, graceMs: 1000 }),
    MAX_ANALYSTS,
  );
  pool.warmUp();
  return pool;
}

/** Two, so that a large log does not hold up the next; a third is not worth its memory. */
const MAX_ANALYSTS = 2;
