import { CodeLens, l10n, languages, Range, workspace, type Disposable } from 'vscode';
import { isOnPath } from './isOnPath.ts';

/** `*.passk-experiment.json`: what to run, checked by the schema that the manifest contributes. */
export const experimentPattern = '**/*.passk-experiment.json';

/**
 * “Run | Run on GPU | Submit to Slurm” on an experiment file; none where nothing may be run, and Slurm where there is one: most machines have none,
 * and on those the lens could only fail.
 */
export function createExperimentLenses(): Disposable {
  return languages.registerCodeLensProvider(
    { scheme: 'file', pattern: experimentPattern },
    {
      provideCodeLenses: async ({ uri }) => {
        if (!workspace.isTrusted) return [];
        const lens = (title: string, ...more: string[]): CodeLens =>
          new CodeLens(new Range(0, 0, 0, 0), {
            ...{ title, command: 'passkLens.runExperimentFile', arguments: [uri, ...more] },
          });
        return [
          lens(l10n.t('$(play) Run')),
          lens(l10n.t('Run on GPU'), 'gpu'),
          ...((await isOnPath('sbatch')) ? [lens(l10n.t('Submit to Slurm'), 'slurm')] : []),
        ];
      },
    },
  );
}
