import { workspace } from 'vscode';

/** What sbatch takes from its environment where no option says it: an experiment file goes before the setting. */
const VARIABLES = {
  partition: 'SBATCH_PARTITION',
  account: 'SBATCH_ACCOUNT',
  gpus: 'SBATCH_GPUS',
  time: 'SBATCH_TIMELIMIT',
} as const;

/** The setting `passkLens.slurm` as environment variables. */
export function slurmDefaults(): Record<string, string> {
  const settings = workspace.getConfiguration('passkLens').get<Readonly<Record<string, unknown>>>('slurm', {});
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([name, variable]) => {
      const value = settings[name];
      return typeof value === 'string' || typeof value === 'number' ? [[variable, String(value)]] : [];
    }),
  );
}
