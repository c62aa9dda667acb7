import { Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import { coveragePanel, type CoveragePanel, type CoveragePanelOptions } from './coveragePanel.ts';

/** Panels of one kind, one for each file, and one more where it is the file's editor. */
export interface Panels {
  /** Opens the panel of a file beside it, or brings it to the front; `evalIndex` selects one of several evaluations. */
  show(uri: Uri, evalIndex?: number): void;
  /** Makes a panel of a webview that VS Code opened by itself. */
  adopt(webview: WebviewPanel, uri: Uri): void;
  dispose(): void;
}

export interface PanelKind {
  readonly viewType: string;
  readonly onOpen: (uri: string) => void;
  readonly onClose: (uri: string) => void;
  /** Calls when what a panel shows has changed. */
  readonly onNews: (listener: (uri: string) => void) => void;
}

export function createPanels({ viewType, onOpen, onClose, onNews }: PanelKind, options: CoveragePanelOptions): Panels {
  const panels = new Map<string, readonly CoveragePanel[]>();

  const adopt = (webview: WebviewPanel, uri: Uri): CoveragePanel => {
    const key = uri.toString();
    const panel = coveragePanel(webview, uri, options);
    panels.set(key, [...(panels.get(key) ?? []), panel]);
    webview.onDidDispose(() => {
      const others = (panels.get(key) ?? []).filter((other) => other !== panel);
      if (others.length > 0) {
        panels.set(key, others);
        return;
      }
      panels.delete(key);
      onClose(key);
    });
    onOpen(key);
    return panel;
  };
  const open = (uri: Uri): CoveragePanel =>
    adopt(window.createWebviewPanel(viewType, '', { viewColumn: ViewColumn.Beside, preserveFocus: true }), uri);

  onNews((uri) => {
    for (const panel of panels.get(uri) ?? []) panel.refresh();
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
      const [known] = panels.get(uri.toString()) ?? [];
      known?.panel.reveal(undefined, true);
      const shown = known ?? open(uri);
      if (evalIndex !== undefined) shown.select(evalIndex);
    },
    adopt,
    dispose: () => {
      serializer.dispose();
      for (const { panel } of [...panels.values()].flat()) panel.dispose();
    },
  };
}

/** The page keeps the URI of its file as its state; anything else is from another version. */
function uriOfState(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state) || typeof state.uri !== 'string')
    return undefined;
  return Uri.parse(state.uri);
}
