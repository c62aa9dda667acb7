import { l10n } from 'vscode';
import { logsCompared } from '../server/protocol/comparedLogs.ts';
import type { CoveragePanelOptions } from './coveragePanel.ts';
import type { OpenLogs } from './openLogs.ts';
import { createPanels, type Panels } from './panels.ts';
import { baseName } from './sniffLog.ts';

/** The panels that set evaluations side by side. Each keeps its logs open, and follows them. */
export function createComparisonPanels(logs: OpenLogs, options: Omit<CoveragePanelOptions, 'title'>): Panels {
  const open = new Map<string, readonly string[]>();
  return createPanels(
    {
      viewType: 'passkLens.comparison',
      onOpen: (uri) => {
        const compared = logsCompared(uri) ?? [];
        open.set(uri, compared);
        for (const log of compared) logs.hold(log, 'comparison');
      },
      onClose: (uri) => {
        const closed = open.get(uri) ?? [];
        open.delete(uri);
        const held = new Set([...open.values()].flat());
        for (const log of closed) if (!held.has(log)) logs.release(log, 'comparison');
      },
      onNews: (listener) => {
        logs.onDidChange(({ uri: log, kind }) => {
          if (kind !== 'state') return;
          for (const [uri, compared] of open) if (compared.includes(log)) listener(uri);
        });
      },
    },
    { ...options, title: (uri) => l10n.t('Comparison: {0}', baseName(uri)) },
  );
}
