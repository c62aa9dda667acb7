import { readJob } from '../jobs/jobFolder.ts';
import type { EngineName } from '../protocol/experiment.ts';
import { probeEngine } from './compute/probeEngine.ts';

/** The probe process: one line that says how fast an engine is for the job in a folder, or why it does not run here. */
export async function runProbe(folder: string, name: EngineName, folders: readonly string[]): Promise<string> {
  const job = await readJob(folder, Date.now());
  try {
    if (job === undefined) throw new Error('there is no job');
    const { secondsAStep } = await probeEngine(name, job.record.spec, folders);
    return `probe ${JSON.stringify({ seconds: secondsAStep })}\n`;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return `probe ${JSON.stringify({ reason })}\n`;
  }
}
