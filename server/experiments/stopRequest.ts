import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jobFiles } from '../protocol/job.ts';
import { Stopped } from './experimentHost.ts';

export interface StopWorld {
  readonly folder: string;
  /** Says that the process is to end, and keep what it reached. */
  readonly interruption: () => string | undefined;
}

const BETWEEN_LOOKS_MS = 100;

/** Gives work a signal that is aborted when the job is to end; throws `Stopped` then, once the work has ended. */
export async function withStopSignal<Result>(
  world: StopWorld,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const watching = setInterval(() => {
    if (mustStop(world)) abort.abort();
  }, BETWEEN_LOOKS_MS);
  try {
    const result = await work(abort.signal);
    if (!abort.signal.aborted) return result;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    clearInterval(watching);
  }
  throw new Stopped();
}

/** Whether a job is to end: its process was told so, or somebody asks in its folder. */
export function mustStop({ folder, interruption }: StopWorld): boolean {
  return interruption() !== undefined || existsSync(join(folder, jobFiles.cancelRequest));
}
