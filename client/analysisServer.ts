import { l10n, Uri, window, type CancellationToken, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { AnalysisStateNotification, PanelRequest, PlanRequest } from '../server/protocol/lsp.ts';
import type { PanelModel } from '../server/protocol/panel.ts';
import { createDocumentGate } from './documentGate.ts';
import type { OpenLogs } from './openLogs.ts';
import { createLogSync, type LogSync } from './syncLogs.ts';

/** The language server: started when the first evaluation log is held, told which logs are, and asked for panels. */
export interface AnalysisServer {
  requestPanel(uri: string, token: CancellationToken): Promise<PanelModel>;
  /** Plans more attempts: resolves once the panel has the answer, to what hindered it otherwise. */
  requestPlan(params: PlanRequest.Params, token: CancellationToken): Promise<PlanRequest.Result>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface AnalysisServerOptions {
  readonly serverModule: string;
  readonly logs: OpenLogs;
  readonly log: LogOutputChannel;
  readonly showCoverageCommand: string;
}

interface Connection {
  readonly client: LanguageClient;
  readonly sync: LogSync;
}

export function createAnalysisServer(options: AnalysisServerOptions): AnalysisServer {
  const { logs, log } = options;
  let connecting: Promise<Connection> | undefined;
  let updating: NodeJS.Immediate | undefined;

  const connection = (): Promise<Connection> => {
    connecting ??= connect({ ...options, onRunning: scheduleUpdate, onFailure: reportFailure }).catch(
      (error: unknown) => {
        connecting = undefined;
        log.error(error instanceof Error ? error : String(error));
        reportFailure(l10n.t('The analysis server of pass@k Lens did not start.'));
        throw error;
      },
    );
    return connecting;
  };
  const update = async (): Promise<void> => {
    if (logs.uris().length === 0 && !connecting) return;
    await (await connection()).sync.update();
  };
  /** Deferred, so that the language client's own listeners, which open and close most documents, come first. */
  const scheduleUpdate = (): void => {
    updating ??= setImmediate(() => {
      updating = undefined;
      update().catch((error: unknown) => {
        log.warn(`The server was not told of the open logs: ${String(error)}`);
      });
    });
  };
  const stop = async (): Promise<void> => {
    clearImmediate(updating);
    updating = undefined;
    const stopping = connecting;
    connecting = undefined;
    try {
      await (await stopping)?.client.dispose();
    } catch (error) {
      log.warn(`The server was stopped by force: ${String(error)}`);
    }
  };
  const restart = async (): Promise<void> => {
    await stop();
    scheduleUpdate();
  };
  const reportFailure = (message: string): void => {
    const restartServer = l10n.t('Restart Server');
    const showLog = l10n.t('Show Log');
    for (const uri of logs.uris())
      logs.setState(uri, { stage: 'failed', summary: message, numErrors: 0, numWarnings: 0 });
    void window.showErrorMessage(message, restartServer, showLog).then((choice) => {
      if (choice === restartServer) void restart();
      if (choice === showLog) log.show();
    });
  };

  logs.onDidChange(({ kind }) => {
    if (kind === 'source') scheduleUpdate();
  });
  return {
    requestPanel: async (uri, token) => {
      const { client } = await connection();
      const params: PanelRequest.Params = { uri };
      return client.sendRequest<PanelRequest.Result>(PanelRequest.method, params, token);
    },
    requestPlan: async (params, token) => {
      const { client } = await connection();
      return client.sendRequest<PlanRequest.Result>(PlanRequest.method, params, token);
    },
    restart,
    stop,
  };
}

interface ConnectOptions extends AnalysisServerOptions {
  /** Called at each start: the first, and those after a crash. */
  readonly onRunning: () => void;
  readonly onFailure: (message: string) => void;
}

async function connect(options: ConnectOptions): Promise<Connection> {
  const { logs, onRunning, onFailure, ...rest } = options;
  const gate = createDocumentGate(logs.source);
  const { createLanguageClient, State } = await import('./languageClient.ts');
  const client = createLanguageClient({ ...rest, gate, onGivenUp: onFailure });
  const sync = createLogSync(client, gate, logs);
  client.onNotification(AnalysisStateNotification.method, ({ uri, ...state }: AnalysisStateNotification.Params) => {
    // The editor's own spelling: URIs are compared as texts.
    const runsBeside = state.runsBeside?.map((each) => Uri.parse(each).toString());
    logs.setState(uri, { ...state, ...(runsBeside && { runsBeside }) });
  });
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) onRunning();
    else sync.reset();
  });
  await client.start();
  options.log.info('The analysis server has started.');
  return { client, sync };
}
