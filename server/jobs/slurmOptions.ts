import type { SlurmOptions } from '../protocol/job.ts';

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
