import { open, readdir, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type JobProgress, type JobRecord, jobFiles, type JobState } from '../protocol/job.ts';
import { isJobProgress, isJobRecord } from './isJobRecord.ts';
import { isStillProcess } from './isProcess.ts';
import { writeWhole } from './writeWhole.ts';

/** A job as whoever finds its folder sees it. */
export interface FoundJob {
  readonly folder: string;
  readonly record: JobRecord;
  /** `interrupted` where the record says that it runs, and nothing does. */
  readonly state: JobState;
  readonly progress?: JobProgress;
  /** Of a job that Slurm runs: those of its array, as long as their results are not put together. */
  readonly elements: readonly FoundJob[];
}

/** A process on another machine that has given no sign of life for so long is taken to be gone. */
const LONGEST_SILENCE_MS = 60_000;

/** The job in a folder; undefined where there is none, or its record is none that this version knows. */
export async function readJob(folder: string, now: number): Promise<FoundJob | undefined> {
  const record = await readJson(join(folder, jobFiles.record));
  if (!isJobRecord(record)) return undefined;
  const said = await readJson(join(folder, jobFiles.progress));
  const progress = isJobProgress(said) ? said : undefined;
  const state = isOver(record.state) || (await isAlive(folder, record, progress, now)) ? record.state : LOST;
  const elements = record.slurm === undefined ? [] : await readElements(folder, now);
  return { folder, record, state, ...(progress !== undefined && { progress }), elements };
}

async function readElements(folder: string, now: number): Promise<readonly FoundJob[]> {
  const parent = join(folder, jobFiles.elements);
  const names = await readdir(parent).catch(() => []);
  const inOrder = names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const elements = await Promise.all(inOrder.map((name) => readJob(join(parent, name), now)));
  return elements.filter((element) => element !== undefined);
}

const LOST: JobState = {
  kind: 'interrupted',
  message: 'Its process is gone, as after a restart of the machine. It can be resumed.',
};

export function isOver({ kind }: JobState): boolean {
  return kind !== 'queued' && kind !== 'running';
}

async function isAlive(
  folder: string,
  { host, processId, createdAt }: JobRecord,
  progress: JobProgress | undefined,
  now: number,
): Promise<boolean> {
  const saidAt = Date.parse(progress?.updatedAt ?? createdAt);
  if (host !== hostname()) return now - saidAt < LONGEST_SILENCE_MS;
  // A process writes the record when it takes the job over.
  const { mtimeMs } = await stat(join(folder, jobFiles.record)).catch(() => ({ mtimeMs: saidAt }));
  return isStillProcess(processId, Math.max(mtimeMs, saidAt));
}

export function writeRecord(folder: string, record: JobRecord): Promise<void> {
  return writeWhole(join(folder, jobFiles.record), recordText(record));
}

/** In place, which takes no room, for a disk so full that nothing can be written aside. */
export async function overwriteRecord(folder: string, record: JobRecord): Promise<void> {
  const file = await open(join(folder, jobFiles.record), 'r+');
  try {
    const text = Buffer.from(recordText(record));
    await file.write(text, 0, text.length, 0);
    await file.truncate(text.length);
  } finally {
    await file.close();
  }
}

function recordText(record: JobRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

export function writeProgress(folder: string, progress: JobProgress): Promise<void> {
  return writeWhole(join(folder, jobFiles.progress), `${JSON.stringify(progress)}\n`);
}

/** Undefined where there is no such file, or no JSON in it. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
