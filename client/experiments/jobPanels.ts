import { basename, dirname, join } from 'node:path';
import { commands, l10n, Uri, ViewColumn } from 'vscode';
import { jobFiles } from '../../server/protocol/job.ts';
import type { CoveragePanelOptions } from '../coveragePanel.ts';
import { createPanels, type Panels } from '../panels.ts';
import type { JobList } from './jobList.ts';

/** The panels of experiments, known by their records: the loss while one trains, then the paper's figures. */
export function createJobPanels(list: JobList, options: Omit<CoveragePanelOptions, 'title' | 'reveal'>): Panels {
  return createPanels(
    {
      viewType: 'passkLens.experiment',
      onOpen: () => undefined,
      onClose: () => undefined,
      onNews: (listener) => {
        const seen = new Map<string, string>();
        list.onDidChange(() => {
          for (const { folder, ...rest } of list.jobs().flatMap((job) => [job, ...job.elements])) {
            const news = JSON.stringify(rest);
            if (seen.get(folder) === news) continue;
            seen.set(folder, news);
            listener(Uri.file(join(folder, jobFiles.record)).toString());
          }
        });
      },
    },
    {
      ...options,
      title: (uri) => l10n.t('Experiment: {0}', basename(dirname(uri.fsPath))),
      reveal: (record) => {
        const folder = dirname(record.fsPath);
        const isDone = list.find(folder)?.state.kind === 'done';
        void (isDone
          ? commands.executeCommand('vscode.open', Uri.file(join(folder, jobFiles.evaluation)), ViewColumn.One)
          : commands.executeCommand('passkLens.showExperimentLog'));
      },
    },
  );
}
