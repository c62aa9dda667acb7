import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CorrelationReport } from '../protocol/experimentResult.ts';
import type { PooledErrors } from './correlationReport.ts';

const BETWEEN_BREATHS_MS = 100;

/** `correlationReport` in a thread of its own, whose program is given; when breathing throws, the thread is ended. */
export async function correlateBeside(
  program: URL,
  errors: PooledErrors,
  breathe: () => Promise<void>,
): Promise<CorrelationReport | undefined> {
  const worker = new Worker(program, { workerData: errors });
  const answer = new Promise<CorrelationReport | undefined>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (status) => {
      reject(new Error(`the analysis ended with ${status}`));
    });
  });
  // Also where nobody waits for it any more.
  answer.catch(() => undefined);
  const isThere = answer.then(() => true);
  try {
    while (!(await Promise.race([isThere, sleep(BETWEEN_BREATHS_MS, false)]))) await breathe();
    return await answer;
  } finally {
    await worker.terminate();
  }
}
