import type { Command } from 'commander';
import type { SlurmOptions } from '../protocol/job.ts';

export const RUNNERS = ['local', 'slurm'] as const;

/** Options of the commands that submit to Slurm, parsed. */
export interface SlurmFlags {
  readonly runner: (typeof RUNNERS)[number];
  readonly partition?: string;
  readonly account?: string;
  readonly gpus?: string;
  readonly time?: string;
  readonly sbatch: readonly string[];
}

export function addSlurmOptions(command: Command): Command {
  return command
    .option('--partition <name>', 'Slurm: the partition')
    .option('--account <name>', 'Slurm: the account')
    .option('--time <limit>', 'Slurm: the time limit of each task, e.g. 30 or 1:00:00')
    .option('--sbatch <argument>', 'Slurm: one more argument of sbatch; repeatable', appended, []);
}

/** Of these, those that were given. */
export function slurmOptionsOf({ partition, account, gpus, time, sbatch }: SlurmFlags): SlurmOptions {
  return {
    ...(partition !== undefined && { partition }),
    ...(account !== undefined && { account }),
    ...(gpus !== undefined && { gpus }),
    ...(time !== undefined && { time }),
    ...(sbatch.length > 0 && { extra: sbatch }),
  };
}

function appended(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
