import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { type FoundJob, readJob, writeProgress, writeRecord } from '../jobs/jobFolder.ts';
import type { Runner, TaskOutcome } from '../jobs/runner.ts';
import { endArrays } from '../jobs/slurmCommands.ts';
import { createSlurmRunner } from '../jobs/slurmRunner.ts';
import { jobFiles, type JobRecord, type SlurmOptions } from '../protocol/job.ts';
import { ImagesAbsent } from './data/loadImages.ts';
import { ExperimentError } from './experimentError.ts';
import { type JobOutput, joinOutputs, readOutput } from './jobOutput.ts';
import { type StopWorld, withStopSignal } from './stopRequest.ts';
import { sweepProgress } from './sweepProgress.ts';

interface SweepWorld extends StopWorld {
  /** Program and arguments of a job process, the folder of the job to follow. */
  readonly program: readonly [string, ...string[]];
  readonly now: () => number;
}

const BETWEEN_REPORTS_MS = 1000;
/** An element goes on from its checkpoint, so that one that met the time limit is worth another go. */
const MAX_ATTEMPTS = 3;

/**
 * An experiment as an array of Slurm: an element for each seed, a job in a folder of its own inside of the job's, which is taken up
 * again where it stopped. Throws `Stopped` where it is to end, with nothing left in the queue.
 */
export async function sweepOnSlurm(world: SweepWorld, record: JobRecord, slurm: SlurmOptions): Promise<JobOutput> {
  const { folder, now } = world;
  let note = 'asking Slurm';
  const report = async (): Promise<void> => {
    const job = await readJob(folder, now());
    if (job) await writeProgress(folder, sweepProgress(job.elements, note, now()));
  };
  let reported = Promise.resolve();
  const reporting = setInterval(() => {
    reported = reported.then(report).catch(() => undefined);
  }, BETWEEN_REPORTS_MS);
  try {
    await writeRecord(folder, { ...record, state: { kind: 'running' } });
    await withStopSignal(world, async (signal) => {
      const jobName = arrayName(record, folder);
      await withExperimentErrors(() => endArrays(jobName, signal), NO_CLUSTER);
      const elements = await placeElements(world, record);
      await report();
      const run = createSlurmRunner({
        ...{ cpus: record.spec.threads, ...slurm, jobName },
        onNote: (text) => (note = text),
      });
      const outcomes = await withExperimentErrors(() => runElements(run, elements, world, signal));
      if (!signal.aborted) await checkAllDone(outcomes, now());
    });
    await report();
  } finally {
    clearInterval(reporting);
    // What is written later would be left behind.
    await reported;
  }
  const outputs = await Promise.all(record.spec.seeds.map((seed) => readOutput(elementFolder(folder, seed))));
  return joinOutputs(record.spec, outputs);
}

function runElements(
  run: Runner,
  elements: readonly FoundJob[],
  { folder, program }: SweepWorld,
  signal: AbortSignal,
): Promise<readonly TaskOutcome[]> {
  const open = elements.filter(({ state }) => state.kind !== 'done');
  const records = new Map(open.map((element) => [element.folder, element.record]));
  return run(
    open.map((element) => ({ id: element.folder, command: [...program, element.folder] })),
    {
      ...{ folder: join(folder, jobFiles.slurm), maxAttempts: MAX_ATTEMPTS, signal },
      onState: ({ id }, state) => {
        const record = records.get(id);
        // What it left behind tells of its last attempt.
        if (state === 'retrying' && record) void writeRecord(id, record).catch(() => undefined);
      },
    },
  );
}

/** The same whenever the job in this folder is taken up, and no other's. */
function arrayName({ title }: JobRecord, folder: string): string {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return `passk-${title.replaceAll(/[^\w.-]/g, '_')}-${key}`;
}

function elementFolder(folder: string, seed: number): string {
  return join(folder, jobFiles.elements, `seed-${seed}`);
}

/** The elements as they are from an earlier run, or new ones. */
async function placeElements({ folder, now }: SweepWorld, record: JobRecord): Promise<readonly FoundJob[]> {
  const seeds = [...new Set(record.spec.seeds)];
  return Promise.all(
    seeds.map(async (seed) => {
      const place = elementFolder(folder, seed);
      const earlier = await readJob(place, now());
      if (earlier?.state.kind === 'done') return earlier;
      await mkdir(place, { recursive: true });
      const { schemaVersion, spec, createdAt } = record;
      const queued: JobRecord = {
        ...{ schemaVersion, title: basename(place), spec: { ...spec, seeds: [seed] }, state: { kind: 'queued' } },
        ...{ createdAt, host: hostname(), processId: process.pid },
      };
      await writeRecord(place, queued);
      return { folder: place, record: queued, state: queued.state, elements: [] };
    }),
  );
}

/** Throws what the first element says that did not end well. */
async function checkAllDone(outcomes: readonly TaskOutcome[], now: number): Promise<void> {
  for (const { task, end } of outcomes) {
    if (end.kind === 'done') continue;
    const element = await readJob(task.id, now);
    const failure = element?.state.kind === 'failed' ? element.state : undefined;
    const reason = failure?.message ?? (end.kind === 'failed' ? end.reason : 'it was cancelled in Slurm');
    const message = `${basename(task.id)}: ${reason.replace(/\.$/, '')}. It can be resumed.`;
    // Whoever watches can then offer to fetch them.
    if (failure?.missingImages) throw new ImagesAbsent(message, failure.missingImages.bytes);
    throw new ExperimentError(message);
  }
}

/** Behind what the first question to Slurm meets: it asks for nothing that a cluster could refuse. */
const NO_CLUSTER = 'Submit it from a machine of the cluster, or run it here without Slurm.';

/** What Slurm's commands say is said to the user as it is, with a way out behind it. */
async function withExperimentErrors<Result>(ask: () => Promise<Result>, wayOut = ''): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ExperimentError(wayOut === '' ? said : `${said.replace(/\.?$/, '.')} ${wayOut}`);
  }
}
