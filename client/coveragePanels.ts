import { Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import { coveragePanel, type CoveragePanel, type CoveragePanelOptions } from './coveragePanel.ts';
import type { OpenLogs } from './openLogs.ts';

const viewType = 'passkLens.coverage';

/** The coverage panels, one for each log. A panel keeps its log open after the log's editor has closed. */
export interface CoveragePanels {
  /** Opens the panel of a log beside its file, or brings it to the front; `evalIndex` selects one of several evaluations. */
  show(uri: Uri, evalIndex?: number): void;
  dispose(): void;
}

export function createCoveragePanels(logs: OpenLogs, options: CoveragePanelOptions): CoveragePanels {
  const panels = new Map<string, CoveragePanel>();

  const adopt = (webview: WebviewPanel, uri: Uri): CoveragePanel => {
    const key = uri.toString();
    const panel = coveragePanel(webview, uri, options);
    panels.set(key, panel);
    webview.onDidDispose(() => {
      panels.delete(key);
      logs.release(key, 'panel');
    });
    logs.hold(key, 'panel');
    return panel;
  };
  const open = (uri: Uri): CoveragePanel =>
    adopt(window.createWebviewPanel(viewType, '', { viewColumn: ViewColumn.Beside, preserveFocus: true }), uri);

  logs.onDidChange(({ uri, kind }) => {
    if (kind === 'state') panels.get(uri)?.refresh();
  });
  const serializer = window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: (webview, state: unknown) => {
      const uri = uriOfState(state);
      if (uri && !panels.has(uri.toString())) adopt(webview, uri);
      else webview.dispose();
      return Promise.resolve();
    },
  });

  return {
    show: (uri, evalIndex) => {
      const known = panels.get(uri.toString());
      known?.panel.reveal(undefined, true);
      const shown = known ?? open(uri);
      if (evalIndex !== undefined) shown.select(evalIndex);
    },
    dispose: () => {
      serializer.dispose();
      for (const { panel } of [...panels.values()]) panel.dispose();
    },
  };
}

/** The page keeps the URI of its log as its state; anything else is from another version. */
function uriOfState(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state) || typeof state.uri !== 'string')
    return undefined;
  return Uri.parse(state.uri);
}
