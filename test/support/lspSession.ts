import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeLens,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import type { AnalysisStateNotification } from '../../server/protocol/lsp.ts';

export const SERVER_BUNDLE = 'dist/server.js';
export const SERVER_COMMAND: readonly string[] = [process.execPath, SERVER_BUNDLE, '--stdio'];

type Stage = AnalysisStateNotification.Params['stage'];

const SERVER_REQUESTS = [
  'workspace/configuration',
  'workspace/codeLens/refresh',
  'window/workDoneProgress/create',
  'client/registerCapability',
];

export interface SessionOptions {
  /** Command and arguments of the server. */
  readonly command?: readonly string[];
  readonly capabilities?: InitializeParams['capabilities'];
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` answers. */
  readonly configuration?: unknown;
}

/** A language client of few words: a process, a connection, and what the server has sent. */
export interface LspSession {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly open: (uri: string, text: string) => void;
  /** Replaces the whole text. */
  readonly edit: (uri: string, text: string) => void;
  readonly close: (uri: string) => void;
  readonly lenses: (uri: string) => Promise<readonly CodeLens[]>;
  readonly hover: (uri: string, position: Position) => Promise<Hover | null>;
  readonly symbols: (uri: string) => Promise<readonly DocumentSymbol[]>;
  /** Published last; undefined: nothing was ever published. */
  readonly diagnostics: (uri: string) => readonly Diagnostic[] | undefined;
  /** Resolves when the newest state of a log is of this stage, or of one of these. */
  readonly reached: (uri: string, stages: Stage | readonly Stage[]) => Promise<AnalysisStateNotification.Params>;
  /** All states that were announced of a log. */
  readonly stages: (uri: string) => readonly AnalysisStateNotification.Params[];
  readonly log: readonly string[];
  /** Methods of the requests that the server sent. */
  readonly requested: readonly string[];
  /** Says goodbye, and returns the exit status. */
  readonly end: () => Promise<number | null>;
}

export async function startSession(options: SessionOptions = {}): Promise<LspSession> {
  const [command = process.execPath, ...args] = options.command ?? SERVER_COMMAND;
  const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const states = new Map<string, AnalysisStateNotification.Params[]>();
  const log: string[] = [];
  const requested: string[] = [];
  const arrivals = new EventEmitter();
  let version = 1;

  connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string; diagnostics: Diagnostic[] }) => {
    diagnostics.set(params.uri, params.diagnostics);
  });
  connection.onNotification('passkLens/analysisState', (params: AnalysisStateNotification.Params) => {
    states.set(params.uri, [...(states.get(params.uri) ?? []), params]);
    arrivals.emit('state');
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  for (const method of SERVER_REQUESTS) {
    connection.onRequest(method, () => {
      requested.push(method);
      return method === 'workspace/configuration' ? [options.configuration ?? null] : null;
    });
  }
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? { workspace: { codeLens: { refreshSupport: true } } },
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification('initialized', {});

  const notify = (method: string, params: object): void => {
    void connection.sendNotification(`textDocument/${method}`, params);
  };
  return {
    process: server,
    connection,
    initialized,
    open: (uri, text) => {
      notify('didOpen', { textDocument: { uri, languageId: 'json', version: ++version, text } });
    },
    edit: (uri, text) => {
      notify('didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ text }] });
    },
    close: (uri) => {
      notify('didClose', { textDocument: { uri } });
    },
    lenses: (uri) => connection.sendRequest('textDocument/codeLens', { textDocument: { uri } }),
    hover: (uri, position) => connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }),
    symbols: (uri) => connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }),
    diagnostics: (uri) => diagnostics.get(uri),
    reached: async (uri, stages) => {
      for (;;) {
        const newest = states.get(uri)?.at(-1);
        if (newest !== undefined && [stages].flat().includes(newest.stage)) return newest;
        if (newest?.stage === 'failed') throw new Error(newest.summary);
        await once(arrivals, 'state');
      }
    },
    stages: (uri) => states.get(uri) ?? [],
    log,
    requested,
    end: async () => {
      const exited = once(server, 'exit');
      await connection.sendRequest('shutdown');
      void connection.sendNotification('exit');
      await exited;
      connection.dispose();
      return server.exitCode;
    },
  };
}
