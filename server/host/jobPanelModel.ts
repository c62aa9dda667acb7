import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJob } from '../jobs/jobFolder.ts';
import { readResult, ResultError } from '../jobs/readResult.ts';
import { jobFiles } from '../protocol/job.ts';
import type { PanelModel } from '../protocol/panel.ts';
import { jobPanel } from '../view/experiments/jobPanel.ts';

/** Whether a file is the record of an experiment, whose panel is made of its folder. */
export function isJobRecord(uri: string): boolean {
  return uri.startsWith('file:') && basename(new URL(uri).pathname) === jobFiles.record;
}

/** The panel of an experiment, from the files in its folder as they are now. */
export async function jobPanelModel(uri: string, now: number): Promise<PanelModel> {
  const folder = dirname(fileURLToPath(uri));
  const found = await readJob(folder, now);
  if (found === undefined)
    return { title: basename(folder), uri, state: 'failed', message: 'This folder holds no experiment.', evals: [] };
  const { record, state, progress } = found;
  const input = { uri, record, state, ...(progress && { progress }) };
  if (state.kind !== 'done') return jobPanel(input);
  try {
    return jobPanel({ ...input, result: await readResult(folder) });
  } catch (error) {
    if (!(error instanceof ResultError)) throw error;
    return { title: record.title, uri, state: 'failed', message: error.message, evals: [] };
  }
}
