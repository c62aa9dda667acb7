import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../jobs/cacheFolder.ts';
import { type Device, type Place, waitForPlace } from '../jobs/deviceQueue.ts';
import { writeRecord } from '../jobs/jobFolder.ts';
import type { EngineChoice } from '../protocol/experiment.ts';
import { jobFiles, type JobRecord } from '../protocol/job.ts';
import { fingerprintOf, readCheckpoint } from './checkpointBytes.ts';
import { chooseEngine } from './compute/chooseEngine.ts';
import { correlateBeside } from './correlateBeside.ts';
import { evaluationCsv } from './countedEvaluation.ts';
import { loadImages } from './data/loadImages.ts';
import { ExperimentError } from './experimentError.ts';
import { type ExperimentHost, Stopped } from './experimentHost.ts';
import { createJobClock, type JobClock } from './jobClock.ts';
import type { JobOutput } from './jobOutput.ts';
import { runExperiment } from './runExperiment.ts';
import { mustStop, type StopWorld, withStopSignal } from './stopRequest.ts';

export interface JobWorld extends StopWorld {
  readonly env: NodeJS.ProcessEnv;
  /** That may have native packages: see `engineFolders`. */
  readonly engineFolders: readonly string[];
  /** Program and arguments of a job process, the folder of the job to follow; with the name of an engine behind it, it probes that. */
  readonly program: readonly [program: string, ...args: string[]];
  readonly now: () => number;
  /** Program of the thread that analyzes: see `correlateBeside`. */
  readonly correlator: URL;
}

/** An experiment in this process, from its checkpoint if there is one, when it is its turn on the device that it needs. */
export async function runHere(world: JobWorld, record: JobRecord): Promise<JobOutput> {
  const { folder, env, engineFolders: folders, program } = world;
  const { spec } = record;
  const clock = createJobClock(world);
  const file = await readFile(join(folder, jobFiles.checkpoint)).catch(() => undefined);
  const saved = file && readCheckpoint(file);
  const { images, report: data } = await loadImages(spec, env);
  const fingerprint = fingerprintOf(spec, data);
  if (saved && saved.origin.fingerprint !== fingerprint)
    throw new ExperimentError(
      `The checkpoint in ${folder} is of other settings than ${jobFiles.record} has, or of other images than ${data.origin} holds: ` +
        'bring back those that it began with, or remove the checkpoint to begin again.',
    );
  const firstDevice = deviceOf(saved?.origin.engine ?? spec.engine);
  const place = await waitForTurn(world, record, clock, firstDevice);
  await writeRecord(folder, { ...record, state: { kind: 'running' } });
  await clock.starting('looking for an engine');
  const { engine, report: engineReport } = await withStopSignal(world, (signal) =>
    chooseEngine({
      ...{ spec, folders, probe: [...program, folder] as const, signal },
      ...(saved && { begunWith: saved.origin.engine }),
    }),
  );
  const device = deviceOf(engine.name);
  if (device !== firstDevice) {
    await place?.release();
    await waitForTurn(world, record, clock, device);
  }
  const clockPart = clock.hostPart(engineReport, fingerprint);
  const host: ExperimentHost = {
    ...{ engine, engineReport, images, ...clockPart },
    correlate: async (errors) => {
      await clock.analyzing();
      return correlateBeside(world.correlator, errors, clockPart.breathe);
    },
  };
  const { result, evaluations } = await runExperiment(spec, data, host, saved?.checkpoint);
  await clock.done(engineReport);
  return { result, evaluation: evaluationCsv(evaluations) };
}

/** Where an engine computes; `auto` begins on the processor, which tells how fast it is. */
function deviceOf(engine: EngineChoice): Device {
  return engine === 'onnx-webgpu' || engine === 'onnx-cuda' ? 'gpu' : 'cpu';
}

/** Words in which a job says how far it is, about so often while it waits: a sign of life, too. */
const BETWEEN_SIGNS_MS = 1000;

async function waitForTurn(
  world: JobWorld,
  { limits }: JobRecord,
  clock: JobClock,
  device: Device,
): Promise<Place | undefined> {
  if (limits === undefined) return undefined;
  const folder = cacheFolder(world.env);
  let saidAt = 0;
  try {
    return await waitForPlace({
      ...{ folder, queue: device, limit: limits[device] },
      onWait: async (numBefore) => {
        if (mustStop(world)) throw new Stopped();
        if (world.now() - saidAt < BETWEEN_SIGNS_MS) return;
        saidAt = world.now();
        const jobs = `${numBefore} job${numBefore === 1 ? '' : 's'}`;
        await clock.starting(`waits for the ${device === 'cpu' ? 'processor' : 'GPU'}, behind ${jobs}`);
      },
    });
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new ExperimentError(
      `The queue of jobs cannot be kept in ${folder} (${error instanceof Error ? error.message : String(error)}): ` +
        'let PASSK_LENS_CACHE name a folder that can be written.',
    );
  }
}
