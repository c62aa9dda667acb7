import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readJob, writeRecord } from '../jobs/jobFolder.ts';
import { jobFiles, type JobRecord, type JobState } from '../protocol/job.ts';
import { readCheckpoint } from './checkpointBytes.ts';
import { evaluationCsv } from './countedEvaluation.ts';
import { loadImages } from './data/loadImages.ts';
import { chooseEngine } from './compute/chooseEngine.ts';
import { ExperimentError } from './experimentError.ts';
import { Stopped } from './experimentHost.ts';
import { createJobClock } from './jobClock.ts';
import { type JobOutput, writeOutput } from './jobOutput.ts';
import { runExperiment } from './runExperiment.ts';
import { sweepOnSlurm } from './slurmSweep.ts';
import type { StopWorld } from './stopRequest.ts';

interface JobWorld extends StopWorld {
  readonly env: NodeJS.ProcessEnv;
  /** That may have native packages: see `engineFolders`. */
  readonly engineFolders: readonly string[];
  /** Program and arguments of a job process, the folder of the job to follow; with the name of an engine behind it, it probes that. */
  readonly program: readonly [program: string, ...args: string[]];
  readonly now: () => number;
}

/** The job process: runs the experiment that the record in its folder asks for, from its checkpoint if there is one. Ends with a final record. */
export async function runJob(world: JobWorld): Promise<JobState> {
  const { folder, now } = world;
  const found = await readJob(folder, now());
  if (found === undefined) throw new Error(`${join(folder, jobFiles.record)} is no record of a job.`);
  const record: JobRecord = { ...found.record, host: hostname(), processId: process.pid, state: { kind: 'running' } };
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
  return record.slurm === undefined ? workHere(world, record) : sweepOnSlurm(world, record, record.slurm);
}

async function workHere(world: JobWorld, { spec }: JobRecord): Promise<JobOutput> {
  const { folder, env, engineFolders: folders, program } = world;
  const clock = createJobClock(world);
  await clock.starting('looking for an engine');
  const { images, report: data } = await loadImages(spec, env);
  const file = await readFile(join(folder, jobFiles.checkpoint)).catch(() => undefined);
  const saved = file && readCheckpoint(file);
  const { engine, report: engineReport } = await chooseEngine({
    ...{ spec, folders, probe: [...program, folder] as const },
    ...(saved && { begunWith: saved.engine }),
  });
  const host = { engine, engineReport, images, ...clock.hostPart(engineReport) };
  const { result, evaluations } = await runExperiment(spec, data, host, saved?.checkpoint);
  await clock.done(engineReport);
  return { result, evaluation: evaluationCsv(evaluations) };
}

function stateOf(error: unknown, { interruption }: JobWorld): JobState {
  if (error instanceof Stopped) {
    const message = interruption();
    return message === undefined ? { kind: 'cancelled' } : { kind: 'interrupted', message };
  }
  if (error instanceof ExperimentError) return { kind: 'failed', message: error.message };
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
    return {
      kind: 'failed',
      message: 'The disk is full: make room, then resume the job. It goes on from its newest checkpoint.',
    };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** A job that ended for good needs no checkpoint; of a cancelled one nothing is left but its record. */
async function finish({ folder, now }: JobWorld, record: JobRecord, state: JobState): Promise<void> {
  const drop = (...names: string[]): Promise<unknown> =>
    Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  const passing = [jobFiles.checkpoint, jobFiles.cancelRequest, jobFiles.elements, jobFiles.slurm];
  if (state.kind === 'done') await drop(...passing);
  if (state.kind === 'cancelled') await drop(...passing, jobFiles.progress);
  await writeRecord(folder, { ...record, state, endedAt: new Date(now()).toISOString() });
}
