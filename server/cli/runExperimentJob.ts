import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { completeExperiment, type ExperimentFile, parseExperimentFile } from '../experiments/completeExperiment.ts';
import { fetchImages } from '../experiments/data/fetchImages.ts';
import { ExperimentError } from '../experiments/experimentError.ts';
import { describeProgress } from '../jobs/describeProgress.ts';
import { type FoundJob, isOver, readJob } from '../jobs/jobFolder.ts';
import { exclusively } from '../jobs/exclusively.ts';
import { isFree, type JobStart, startJob } from '../jobs/startJob.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import type { ExperimentModel, ExperimentSpec } from '../protocol/experiment.ts';
import { jobFiles } from '../protocol/job.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { defaultFolders } from './defaultFolders.ts';
import { progressLine } from './progressLine.ts';
import type { RunFlags } from './runFlags.ts';
import { slurmOptionsOf } from './slurmFlags.ts';
import { UsageError } from './usageError.ts';

const BETWEEN_LOOKS_MS = 150;

/** `passk run` on this machine: starts the job process, shows how far it is, and says what came out. */
export async function runExperimentJob(model: ExperimentModel, flags: RunFlags, world: CliWorld): Promise<ExitStatus> {
  const ask = flags.resume ? () => askedOfJob(model, flags) : () => askedBy(model, flags);
  const { spec } = await ask();
  if (flags.download) {
    const error = await fetchInTerminal(spec, world);
    if (error !== undefined) {
      world.stderr.write(`passk: ${error}\n`);
      return 1;
    }
  }
  const { folder, child } = await startSomewhere(model, flags, ask, world);
  if (spec.data === 'synthetic')
    world.stderr.write('passk: the images are synthetic: no number of this run is a result of the paper.\n');
  if (flags.detach) {
    // The record names this process until the job's own takes over.
    await Promise.race([once(child, 'close'), takenOver(folder)]);
    world.stdout.write(`${folder}\n`);
    return 0;
  }
  const stopCancelling = cancelOnInterrupt(folder, world);
  const hasEnded = once(child, 'close');
  const state = await watch(folder, hasEnded, world);
  stopCancelling();
  return conclude(folder, state, world);
}

interface Started {
  readonly folder: string;
  readonly child: ChildProcess;
}

/** In the folder that is named, or the first that is free. */
async function startSomewhere(
  model: ExperimentModel,
  flags: RunFlags,
  ask: () => Promise<Asked>,
  world: CliWorld,
): Promise<Started> {
  const folders = flags.out === undefined ? defaultFolders(flags.spec ?? model, new Date()) : [resolve(flags.out)];
  let obstacle = '';
  for (const folder of folders) {
    const started = await exclusively(`${folder}.starting`, async () => {
      if (!flags.resume && !(await isFree(folder))) return undefined;
      return startJob({
        // Another process may have started it meanwhile.
        ...{ ...(await ask()), folder, limits: { cpu: flags.cpuJobs, gpu: flags.gpuJobs } },
        ...{ program: world.jobProgram, outlivesParent: flags.detach, now: () => new Date() },
      });
    });
    if (started?.result) return { folder, child: started.result };
    obstacle = started
      ? `${folder} is not empty: give another --out, or --resume the job in it.`
      : `A job is being started in ${folder} by another process.`;
  }
  throw new UsageError(obstacle);
}

/** Returns what went wrong, if something did. */
async function fetchInTerminal(spec: ExperimentSpec, { env, stderr }: CliWorld): Promise<string | undefined> {
  const line = progressLine(stderr);
  try {
    await fetchImages(spec, env, line.show);
    return undefined;
  } catch (error) {
    if (error instanceof ExperimentError) return error.message;
    throw error;
  } finally {
    line.clear();
  }
}

async function takenOver(folder: string): Promise<void> {
  while ((await readJob(folder, Date.now()))?.record.processId === process.pid) await setTimeout(BETWEEN_LOOKS_MS);
}

/** What is to be run, and with which options of Slurm, if there. */
type Asked = Pick<JobStart, 'spec' | 'slurm'>;

async function askedBy(model: ExperimentModel, flags: RunFlags): Promise<Asked> {
  const { settings: file, slurm } = flags.spec === undefined ? NOTHING : await fileSettings(flags.spec, model);
  const set = Object.fromEntries(flags.set.map(({ name, value }) => [name, value]));
  const settings = { ...file, ...set, ...(flags.engine !== undefined && { engine: flags.engine }) };
  const preset = flags.quick ? 'quick' : 'paper';
  const spec = orUsageError(flags.spec ?? '--set', () => completeExperiment(model, settings, preset));
  return {
    spec: spec.dataFolder === undefined ? spec : { ...spec, dataFolder: resolve(spec.dataFolder) },
    ...(flags.runner === 'slurm' && { slurm: { ...slurm, ...slurmOptionsOf(flags) } }),
  };
}

const NOTHING = { settings: {}, slurm: {} };

/** Folders in an experiment file are relative to it. */
async function fileSettings(path: string, model: ExperimentModel): Promise<Omit<ExperimentFile, 'model'>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const file = orUsageError(path, () => parseExperimentFile(text));
  if (file.model !== model) throw new UsageError(`${path} is an experiment of the model ${file.model}, not ${model}.`);
  const { dataFolder } = file.settings;
  return typeof dataFolder === 'string'
    ? { ...file, settings: { ...file.settings, dataFolder: resolve(dirname(path), dataFolder) } }
    : file;
}

async function askedOfJob(model: ExperimentModel, flags: RunFlags): Promise<Asked> {
  if (flags.out === undefined) throw new UsageError('--resume needs the folder of the job: --out.');
  const folder = resolve(flags.out);
  if (
    flags.spec !== undefined ||
    flags.set.length > 0 ||
    flags.quick ||
    flags.engine !== undefined ||
    flags.runner !== 'local'
  )
    throw new UsageError('A job is resumed with the settings that it was started with.');
  const job = await readJob(folder, Date.now());
  if (job === undefined) throw new UsageError(`${folder} holds no job.`);
  if (!isOver(job.state)) throw new UsageError(`The job in ${folder} is at work.`);
  if (job.state.kind === 'done') throw new UsageError(`The job in ${folder} is done.`);
  const { spec, slurm } = job.record;
  if (spec.model !== model) throw new UsageError(`The job in ${folder} is of the model ${spec.model}, not ${model}.`);
  // Anybody may have written in it since.
  return { spec: orUsageError(join(folder, jobFiles.record), () => completeExperiment(model, { ...spec })), slurm };
}

function orUsageError<Result>(where: string, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof ExperimentError) throw new UsageError(`${where}: ${error.message}`);
    throw error;
  }
}

/** The first Ctrl+C asks the job to cancel. */
function cancelOnInterrupt(folder: string, { stderr }: CliWorld): () => void {
  const cancel = (): void => {
    stderr.write('\ncancelling…\n');
    void writeWhole(join(folder, jobFiles.cancelRequest), '');
  };
  process.on('SIGINT', cancel);
  return () => process.off('SIGINT', cancel);
}

async function watch(folder: string, hasEnded: Promise<unknown>, { stderr }: CliWorld): Promise<FoundJob | undefined> {
  const line = progressLine(stderr);
  let saysThatItWaits = false;
  const isOverSoon = hasEnded.then(() => true);
  while (!(await Promise.race([setTimeout(BETWEEN_LOOKS_MS, false), isOverSoon]))) {
    const job = await readJob(folder, Date.now());
    // What a resumed job reached before is no waiting.
    if (job?.state.kind === 'queued' && job.progress?.phase === 'starting' && !saysThatItWaits) {
      stderr.write(`passk: ${job.progress.activity}\n`);
      saysThatItWaits = true;
    }
    if (job?.progress) line.show(describeProgress(job.progress));
  }
  line.clear();
  return readJob(folder, Date.now());
}

function conclude(folder: string, job: FoundJob | undefined, { stdout, stderr }: CliWorld): ExitStatus {
  const place = relative('', folder) || '.';
  switch (job?.state.kind) {
    case 'done':
      stdout.write(
        `${join(place, jobFiles.evaluation)}\n${join(place, jobFiles.report)}\n${join(place, jobFiles.result)}\n`,
      );
      return 0;
    case 'cancelled':
      stderr.write('passk: cancelled.\n');
      return 1;
    case 'failed':
    case 'interrupted':
      stderr.write(`passk: ${job.state.message}\n`);
      return 1;
    case 'queued':
    case 'running':
      stderr.write('passk: the job ended without a word.\n');
      return 1;
    case undefined:
      stderr.write(`passk: ${folder} was removed, and the job in it ended.\n`);
      return 1;
  }
}
