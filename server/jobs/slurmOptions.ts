/** What is asked of Slurm for each task; what is absent is left to the cluster's defaults. */
export interface SlurmOptions {
  readonly partition?: string;
  readonly account?: string;
  /** Of each task: a count, or `type:count`. */
  readonly gpus?: string;
  /** Limit of each task, as Slurm writes it: minutes, `hours:minutes:seconds`, `days-hours`. */
  readonly time?: string;
  readonly cpus?: number;
  /** Of each task, as Slurm writes it: `4G`. */
  readonly memory?: string;
  /** More arguments of sbatch, each one as it is. */
  readonly extra?: readonly string[];
}

export function sbatchArguments({ partition, account, gpus, time, cpus, memory, extra }: SlurmOptions): string[] {
  const named: Record<string, string | number | undefined> = {
    partition,
    account,
    gpus,
    time,
    'cpus-per-task': cpus,
    mem: memory,
  };
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  return [...given, ...(extra ?? [])];
}
