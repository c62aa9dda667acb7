import { l10n, window, workspace, type CancellationToken, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  AnalysisStateNotification,
  CloseFromDiskNotification,
  OpenFromDiskNotification,
  PanelRequest,
} from '../server/protocol/lsp.ts';
import type { PanelModel } from '../server/protocol/panel.ts';
import { createDocumentGate } from './documentGate.ts';
import type { OpenLogs } from './openLogs.ts';

/** The language server: started when the first evaluation log is held, told which logs are, and asked for panels. */
export interface AnalysisServer {
  requestPanel(uri: string, token: CancellationToken): Promise<PanelModel>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface AnalysisServerOptions {
  readonly serverModule: string;
  readonly logs: OpenLogs;
  readonly log: LogOutputChannel;
  readonly showCoverageCommand: string;
}

export function createAnalysisServer({
  serverModule,
  logs,
  log,
  showCoverageCommand,
}: AnalysisServerOptions): AnalysisServer {
  const gate = createDocumentGate((uri) => logs.source(uri) !== undefined);
  const readFromDisk = new Set<string>();
  let client: Promise<LanguageClient> | undefined;
  let reconciling: NodeJS.Immediate | undefined;

  const reportFailure = (message: string): void => {
    log.error(message);
    const restart = l10n.t('Restart Server');
    const showLog = l10n.t('Show Log');
    void window.showErrorMessage(message, restart, showLog).then((choice) => {
      if (choice === restart) void restartServer();
      if (choice === showLog) log.show();
    });
  };

  const startClient = async (): Promise<LanguageClient> => {
    const { createLanguageClient, State } = await import('./languageClient.ts');
    const started = createLanguageClient({
      serverModule,
      log,
      gate,
      showCoverageCommand,
      onGivenUp: reportFailure,
    });
    started.onNotification(AnalysisStateNotification.method, ({ uri, ...state }: AnalysisStateNotification.Params) => {
      logs.setState(uri, state);
    });
    started.onDidChangeState(({ newState }) => {
      if (newState === State.Running) scheduleReconcile();
      else {
        gate.reset();
        readFromDisk.clear();
      }
    });
    await started.start();
    return started;
  };

  const runningClient = (): Promise<LanguageClient> => {
    client ??= startClient().catch((error: unknown) => {
      client = undefined;
      log.error(error instanceof Error ? error : String(error));
      reportFailure(l10n.t('The analysis server of pass@k Lens did not start.'));
      throw error;
    });
    return client;
  };

  const restartServer = async (): Promise<void> => {
    const stopping = client;
    client = undefined;
    await stopping
      ?.then((old) => old.dispose())
      .catch((error: unknown) => {
        log.warn(`Stopping the server: ${String(error)}`);
      });
    scheduleReconcile();
  };

  /** Tells the server what is held and it does not know of yet. */
  const reconcile = async (): Promise<void> => {
    if (logs.uris().length === 0 && readFromDisk.size === 0) return;
    const running = await runningClient();
    for (const document of workspace.textDocuments) {
      const uri = document.uri.toString();
      if (logs.source(uri) !== 'buffer' || gate.isOpen(uri)) continue;
      const params = running.code2ProtocolConverter.asOpenTextDocumentParams(document);
      await running.sendNotification('textDocument/didOpen', params);
    }
    for (const uri of [...readFromDisk].filter((known) => logs.source(known) !== 'disk')) {
      readFromDisk.delete(uri);
      const params: CloseFromDiskNotification.Params = { uri };
      await running.sendNotification(CloseFromDiskNotification.method, params);
    }
    for (const uri of logs.uris().filter((held) => logs.source(held) === 'disk' && !readFromDisk.has(held))) {
      readFromDisk.add(uri);
      const params: OpenFromDiskNotification.Params = { uri };
      await running.sendNotification(OpenFromDiskNotification.method, params);
    }
  };

  /** Deferred, so that the language client's own listeners, which open and close most documents, come first. */
  const scheduleReconcile = (): void => {
    reconciling ??= setImmediate(() => {
      reconciling = undefined;
      reconcile().catch((error: unknown) => {
        log.warn(`The server was not told of the open logs: ${String(error)}`);
      });
    });
  };
  logs.onDidChange(({ kind }) => {
    if (kind === 'source') scheduleReconcile();
  });

  return {
    requestPanel: async (uri, token) => {
      const running = await runningClient();
      const params: PanelRequest.Params = { uri };
      return running.sendRequest<PanelRequest.Result>(PanelRequest.method, params, token);
    },
    restart: restartServer,
    stop: async () => {
      clearImmediate(reconciling);
      await client?.then((running) => running.dispose());
    },
  };
}
