import type { EngineChoice } from '../protocol/experiment.ts';
import type { Setting } from './parseSetting.ts';
import type { SlurmFlags } from './slurmFlags.ts';

/** Options of `passk run`, parsed. */
export interface RunFlags extends SlurmFlags {
  readonly spec?: string;
  readonly set: readonly Setting[];
  readonly engine?: EngineChoice;
  readonly out?: string;
  readonly resume: boolean;
  readonly quick: boolean;
  /** The job goes on when the command ends. */
  readonly detach: boolean;
  /** Images that are not here are fetched. */
  readonly download: boolean;
  readonly cpuJobs: number;
  readonly gpuJobs: number;
}
