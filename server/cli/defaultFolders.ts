import { basename, resolve } from 'node:path';
import { JOBS_FOLDER } from '../jobs/findJobs.ts';

/** Of a file name, what stands before the time. */
const LONGEST_NAME = 60;

/**
 * Where a job may go that nobody names a folder for, in this order: named after its experiment file, or its model, and the time, to the second;
 * with a number where another took that name, in the same second.
 */
export function* defaultFolders(fileOrModel: string, now: Date): Generator<string, never> {
  const name = basename(fileOrModel)
    .replace(/(?:\.passk-experiment)?\.json$/, '')
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
    .slice(0, LONGEST_NAME);
  const first = resolve(JOBS_FOLDER, `${name || 'experiment'}-${now.toISOString().slice(0, 19).replaceAll(':', '')}`);
  yield first;
  for (let i = 2; ; i += 1) yield `${first}-${String(i)}`;
}
