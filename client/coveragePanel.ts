import { randomBytes } from 'node:crypto';
import {
  CancellationTokenSource,
  commands,
  env,
  Uri,
  ViewColumn,
  type LogOutputChannel,
  type WebviewPanel,
} from 'vscode';
import type { FromPanel, ToPanel } from '../server/protocol/panel.ts';
import type { AnalysisServer } from './analysisServer.ts';
import { panelPage } from './panelPage.ts';
import { saveFromPanel } from './saveFromPanel.ts';

/** The panel of one log. */
export interface CoveragePanel {
  readonly panel: WebviewPanel;
  /** Shows one of the evaluations in the log. */
  select(evalIndex: number): void;
  /** Asks the server for what is shown, and hands it to the page. */
  refresh(): void;
}

export interface CoveragePanelOptions {
  readonly extensionUri: Uri;
  readonly server: Pick<AnalysisServer, 'requestPanel'>;
  readonly log: LogOutputChannel;
  readonly title: (uri: Uri) => string;
  /** Opens the log of what is shown; the file itself where that is it. */
  readonly reveal?: (uri: Uri) => void;
}

/** Fills a webview panel, new or restored, with the page and connects it with the server. */
export function coveragePanel(
  panel: WebviewPanel,
  uri: Uri,
  { extensionUri, server, log, title, reveal = openFile }: CoveragePanelOptions,
): CoveragePanel {
  const dist = Uri.joinPath(extensionUri, 'dist');
  let request: CancellationTokenSource | undefined;
  // A message to a page that is still loading is lost, so both wait for its `ready`; a hidden page loads again when shown.
  let isReady = false;
  let toSelect: number | undefined;

  const post = (message: ToPanel): void => {
    void panel.webview.postMessage(message);
  };
  const select = (evalIndex: number): void => {
    toSelect = evalIndex;
    if (!isReady) return;
    post({ type: 'select', evalIndex });
    toSelect = undefined;
  };
  const refresh = async (): Promise<void> => {
    request?.cancel();
    const { token } = (request = new CancellationTokenSource());
    try {
      const model = await server.requestPanel(uri.toString(), token);
      if (token.isCancellationRequested) return;
      post({ type: 'model', model });
      if (toSelect !== undefined) select(toSelect);
    } catch (error) {
      if (!token.isCancellationRequested) log.warn(`No panel for ${uri.toString()}: ${String(error)}`);
    }
  };
  const onMessage = (message: FromPanel): void => {
    switch (message.type) {
      case 'ready':
        isReady = true;
        void refresh();
        return;
      case 'save':
        void saveFromPanel(message, uri);
        return;
      case 'reveal':
        reveal(uri);
        return;
      case 'selected':
        return;
    }
  };

  panel.title = title(uri);
  panel.iconPath = Uri.joinPath(extensionUri, 'media', 'panel.svg');
  panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
  panel.webview.onDidReceiveMessage(onMessage);
  panel.onDidDispose(() => request?.cancel());
  panel.webview.html = panelPage({
    scriptUri: panel.webview.asWebviewUri(Uri.joinPath(dist, 'webview.js')).toString(),
    styleUri: panel.webview.asWebviewUri(Uri.joinPath(dist, 'webview.css')).toString(),
    cspSource: panel.webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: env.language,
  });

  return {
    panel,
    select,
    refresh: () => {
      if (isReady) void refresh();
    },
  };
}

function openFile(uri: Uri): void {
  void commands.executeCommand('vscode.open', uri, ViewColumn.One);
}
