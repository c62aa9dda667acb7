import { l10n } from 'vscode';
import type { CoveragePanelOptions } from './coveragePanel.ts';
import type { OpenLogs } from './openLogs.ts';
import { createPanels, type Panels } from './panels.ts';
import { baseName } from './sniffLog.ts';

/** The coverage panels, one for each log. A panel keeps its log open after the log's editor has closed. */
export function createCoveragePanels(logs: OpenLogs, options: Omit<CoveragePanelOptions, 'title'>): Panels {
  return createPanels(
    {
      viewType: 'passkLens.coverage',
      onOpen: (uri) => {
        logs.hold(uri, 'panel');
      },
      onClose: (uri) => {
        logs.release(uri, 'panel');
      },
      onNews: (listener) => {
        logs.onDidChange(({ uri, kind }) => {
          if (kind === 'state') listener(uri);
        });
      },
    },
    { ...options, title: (uri) => l10n.t('Coverage: {0}', baseName(uri)) },
  );
}
