import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jobFiles } from '../protocol/job.ts';

export interface StopWorld {
  readonly folder: string;
  /** Says that the process is to end, and keep what it reached. */
  readonly interruption: () => string | undefined;
}

/** Whether a job is to end: its process was told so, or somebody asks in its folder. */
export function mustStop({ folder, interruption }: StopWorld): boolean {
  return interruption() !== undefined || existsSync(join(folder, jobFiles.cancelRequest));
}
