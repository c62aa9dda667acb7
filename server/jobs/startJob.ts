import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { ExperimentSpec } from '../protocol/experiment.ts';
import { type DeviceLimits, jobFiles, type JobRecord, type SlurmOptions } from '../protocol/job.ts';
import { writeRecord } from './jobFolder.ts';

export interface JobStart {
  /** Made if it is not there; must be empty, or hold the job to be resumed. */
  readonly folder: string;
  readonly spec: ExperimentSpec;
  /** Absent: the job runs on this machine. */
  readonly slurm?: SlurmOptions | undefined;
  readonly limits: DeviceLimits;
  /** The program of the job process. */
  readonly program: string;
  /** A job that does not outlive its parent is interrupted, resumably, when that ends. */
  readonly outlivesParent: boolean;
  readonly now: () => Date;
}

/** Starts an experiment as a process of its own, which is told everything by the record in its folder. */
export async function startJob({
  folder,
  spec,
  slurm,
  limits,
  program,
  outlivesParent,
  now,
}: JobStart): Promise<ChildProcess> {
  await mkdir(folder, { recursive: true });
  // Of an earlier start, which ended before it heard of it.
  await rm(join(folder, jobFiles.cancelRequest), { force: true });
  const record: JobRecord = {
    schemaVersion: 1,
    title: basename(folder),
    spec,
    // Slurm has queues of its own.
    ...(slurm ? { slurm } : { limits }),
    state: { kind: 'queued' },
    createdAt: now().toISOString(),
    host: hostname(),
    processId: process.pid,
  };
  await writeRecord(folder, record);
  const child = spawn(process.execPath, [program, folder], {
    // In the extension host the executable is the editor's.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    detached: true,
    stdio: outlivesParent ? 'ignore' : ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (outlivesParent) child.unref();
  return child;
}

/** Whether a folder can take a new job: it is not there, or empty. */
export async function isFree(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.length === 0;
}
