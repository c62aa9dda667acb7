import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FoundJob, readJob } from './jobFolder.ts';

/** Where `passk run` and the editor put their jobs, in the folder they are started in. */
export const JOBS_FOLDER = 'passk-experiments';

/** The jobs in the folders of some folder, newest first; none where it is not there. */
export async function findJobs(parent: string, now: number): Promise<readonly FoundJob[]> {
  const names = await readdir(parent).catch(() => []);
  const jobs = await Promise.all(names.map((name) => readJob(join(parent, name), now)));
  return jobs.filter((job) => job !== undefined).sort((a, b) => b.record.createdAt.localeCompare(a.record.createdAt));
}
