import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readJob, writeRecord } from '../jobs/jobFolder.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import { jobFiles, type JobRecord, type JobState } from '../protocol/job.ts';
import { readCheckpoint } from './checkpointBytes.ts';
import { evaluationCsv } from './countedEvaluation.ts';
import { loadImages } from './data/loadImages.ts';
import { chooseEngine } from './compute/chooseEngine.ts';
import { ExperimentError } from './experimentError.ts';
import { Stopped } from './experimentHost.ts';
import { createJobClock } from './jobClock.ts';
import { experimentReport } from './experimentReport.ts';
import { runExperiment } from './runExperiment.ts';

interface JobWorld {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** That may have native packages: see `engineFolders`. */
  readonly engineFolders: readonly string[];
  /** Program that probes an engine, its name to follow. */
  readonly probe: readonly [program: string, ...args: string[]];
  readonly now: () => number;
  /** Says that the process is to end, and keep what it reached. */
  readonly interruption: () => string | undefined;
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
    state = await work(world, record);
  } catch (error) {
    state = stateOf(error, world);
  }
  await finish(world, record, state);
  return state;
}

async function work(world: JobWorld, { spec }: JobRecord): Promise<JobState> {
  const { folder, env, engineFolders: folders, probe } = world;
  const clock = createJobClock(world);
  await clock.starting('looking for an engine');
  const { images, report: data } = await loadImages(spec, env);
  const file = await readFile(join(folder, jobFiles.checkpoint)).catch(() => undefined);
  const saved = file && readCheckpoint(file);
  const { engine, report: engineReport } = await chooseEngine({
    ...{ spec, folders, probe },
    ...(saved && { begunWith: saved.engine }),
  });
  const host = { engine, engineReport, images, ...clock.hostPart(engineReport) };
  const { result, evaluations } = await runExperiment(spec, data, host, saved?.checkpoint);
  await writeWhole(join(folder, jobFiles.evaluation), evaluationCsv(evaluations));
  await writeWhole(join(folder, jobFiles.report), experimentReport(result));
  await writeWhole(join(folder, jobFiles.result), `${JSON.stringify(result)}\n`);
  await clock.done(engineReport);
  return { kind: 'done' };
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
    Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
  if (state.kind === 'done') await drop(jobFiles.checkpoint, jobFiles.cancelRequest);
  if (state.kind === 'cancelled') await drop(jobFiles.checkpoint, jobFiles.cancelRequest, jobFiles.progress);
  await writeRecord(folder, { ...record, state, endedAt: new Date(now()).toISOString() });
}
