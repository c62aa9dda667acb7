import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { overwriteRecord, readJob, writeRecord } from '../jobs/jobFolder.ts';
import { jobFiles, type JobRecord, type JobState } from '../protocol/job.ts';
import { ImagesAbsent } from './data/loadImages.ts';
import { ExperimentError } from './experimentError.ts';
import { Stopped } from './experimentHost.ts';
import { type JobOutput, writeOutput } from './jobOutput.ts';
import { type JobWorld, runHere } from './runHere.ts';
import { sweepOnSlurm } from './slurmSweep.ts';

/** The job process: runs the experiment that the record in its folder asks for, from its checkpoint if there is one. Ends with a final record. */
export async function runJob(world: JobWorld): Promise<JobState> {
  const { folder, now } = world;
  const found = await readJob(folder, now());
  if (found === undefined) throw new Error(`${join(folder, jobFiles.record)} is no record of a job.`);
  const record: JobRecord = { ...found.record, host: hostname(), processId: process.pid, state: { kind: 'queued' } };
  let state: JobState;
  try {
    await writeRecord(folder, record);
    const output = await work(world, record);
    await writeOutput(folder, output);
    state = { kind: 'done' };
  } catch (error) {
    state = stateOf(error, world);
  }
  await finish(world, record, state);
  return state;
}

async function work(world: JobWorld, record: JobRecord): Promise<JobOutput> {
  return record.slurm === undefined ? runHere(world, record) : sweepOnSlurm(world, record, record.slurm);
}

function stateOf(error: unknown, { interruption }: JobWorld): JobState {
  if (error instanceof Stopped) {
    const message = interruption();
    return message === undefined ? { kind: 'cancelled' } : { kind: 'interrupted', message };
  }
  if (error instanceof ImagesAbsent) {
    const { message, bytes } = error;
    return { kind: 'failed', message, missingImages: bytes === undefined ? {} : { bytes } };
  }
  if (error instanceof ExperimentError) return { kind: 'failed', message: error.message };
  if (isDiskFull(error))
    return {
      kind: 'failed',
      message: 'The disk is full: make room, then resume the job. It goes on from its newest checkpoint.',
    };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A job that ended for good needs no checkpoint; of a cancelled one nothing is left but its record. */
async function finish({ folder, now }: JobWorld, record: JobRecord, state: JobState): Promise<void> {
  const drop = (...names: string[]): Promise<unknown> =>
    Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const passing = [jobFiles.checkpoint, jobFiles.cancelRequest, jobFiles.elements, jobFiles.slurm];
  if (state.kind === 'done') await drop(...passing);
  if (state.kind === 'cancelled') await drop(...passing, jobFiles.progress);
  const ended: JobRecord = { ...record, state, endedAt: new Date(now()).toISOString() };
  await writeRecord(folder, ended).catch(async (error: unknown) => {
    // Whoever removed the folder wants nothing of it.
    if (isAbsent(error)) return;
    if (!isDiskFull(error)) throw error;
    await overwriteRecord(folder, ended);
  });
}
