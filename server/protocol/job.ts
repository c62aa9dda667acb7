/**
 * Channel: the job process → whoever watches it (`passk run`, the editor, another window), by files in the job's folder, so that a job is
 * found again after a reload, and on a cluster. Every file is whole at any time: written aside, then renamed.
 */

import type { EngineChoice, EngineName, ExperimentSpec } from './experiment.ts';

/** Names inside a job's folder. */
export const jobFiles = {
  /** `JobRecord`. */
  record: 'job.json',
  /** `JobProgress`, while it runs and as it ended. */
  progress: 'progress.json',
  /** To be created by whoever wants the job to end: it stops within a second and removes what it made. */
  cancelRequest: 'cancel',
  checkpoint: 'checkpoint.bin',
  /** `ExperimentResult`. */
  result: 'result.json',
  /** Evaluation log in the counts format. */
  evaluation: 'evaluation.csv',
  /** “The paper says, this run shows”, in Markdown. */
  report: 'report.md',
  /** Of a job that Slurm runs: a folder of jobs, one for each element of the array, until their results are put together. */
  elements: 'elements',
  /** Scripts of such a job, and what its elements wrote to standard error. */
  slurm: 'slurm',
} as const;

export type JobState =
  /** Waits for its device. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  /** It was ended from outside: what it had reached is in the checkpoint, and it can be resumed. */
  | { readonly kind: 'interrupted'; readonly message: string }
  /** `message` says what is wrong and what to do about it. */
  | { readonly kind: 'failed'; readonly message: string; readonly missingImages?: MissingImages };

/** Without them it cannot be run as asked. `bytes`: of what could be fetched, if the user says so. */
export interface MissingImages {
  readonly bytes?: number;
}

export interface JobRecord {
  readonly schemaVersion: 1;
  readonly title: string;
  readonly spec: ExperimentSpec;
  /** Submitted to Slurm with these options, an element of an array for each seed; absent: runs on the machine that started it. */
  readonly slurm?: SlurmOptions;
  /** Jobs at a time on each device of this machine, for which it waits; absent: does not wait. */
  readonly limits?: DeviceLimits;
  /** As recorded; a reader that finds the process gone says `interrupted` instead. */
  readonly state: JobState;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endedAt?: string;
  /** Where the process runs, for whoever asks whether it is alive. */
  readonly host: string;
  readonly processId: number;
}

export interface DeviceLimits {
  readonly cpu: number;
  readonly gpu: number;
}

/** What is asked of Slurm for each task; what is absent is left to the cluster's defaults. */
export interface SlurmOptions {
  readonly partition?: string;
  readonly account?: string;
  /** Of each task: a count, or `type:count`. */
  readonly gpus?: string | number;
  /** Limit of each task, as Slurm writes it: minutes, `hours:minutes:seconds`, `days-hours`. */
  readonly time?: string | number;
  readonly cpus?: number;
  /** Of each task, as Slurm writes it: `4G`. */
  readonly memory?: string;
  /** More arguments of sbatch, each one as it is. */
  readonly extra?: readonly string[];
}

/** Which engine runs, and why not another. */
export interface EngineReport {
  readonly asked: EngineChoice;
  readonly used: EngineName;
  readonly threads: number;
  /** Why others that were tried before it do not run here, in sentences. */
  readonly fallbacks: readonly string[];
}

export type JobPhase = 'starting' | 'training' | 'sampling' | 'analyzing';

export interface JobProgress {
  readonly phase: JobPhase;
  /** What is being done, in words: `seed 0: training`. */
  readonly activity: string;
  /** Of the whole job, 0 … 1. */
  readonly fraction: number;
  readonly engine?: EngineReport;
  readonly seed?: number;
  readonly epoch?: number;
  readonly epochs?: number;
  /** Mean training loss of an image in the newest epoch. */
  readonly loss?: number;
  readonly rate?: { readonly value: number; readonly unit: 'epochs/s' | 'attempts/s' };
  readonly secondsLeft?: number;
  /** Loss by epoch of the seed in training, at most some two hundred points, oldest first. */
  readonly losses: readonly { readonly epoch: number; readonly loss: number }[];
  /** ISO 8601: a sign of life. */
  readonly updatedAt: string;
}
