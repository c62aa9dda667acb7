import {
  createConnection,
  ProposedFeatures,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { createAnalyses, type Analyses } from './analyses.ts';
import type { AnalystPool } from './analystPool.ts';
import { createStateAnnouncer } from './announceStates.ts';
import { clientAbilitiesOf, type ClientAbilities } from './clientAbilities.ts';
import { createProgressReporter } from './reportProgress.ts';
import { serveFeatures } from './serveFeatures.ts';
import { analysisSettingsOf } from './settings.ts';
import { syncLogs } from './syncLogs.ts';
import { watchSettings } from './watchSettings.ts';

/** The language server, on the transport that the command line names: `--stdio` or `--node-ipc`. It ends with its client. */
export function startServer(pool: AnalystPool): void {
  const connection = createConnection(ProposedFeatures.all);
  connection.onInitialize((params) => {
    const begin = wire(connection, clientAbilitiesOf(params), pool);
    connection.onInitialized(begin);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'pass@k Lens' } };
  });
  connection.listen();
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  codeLensProvider: { resolveProvider: false },
  hoverProvider: true,
  documentSymbolProvider: true,
  codeActionProvider: true,
  inlayHintProvider: { resolveProvider: false },
};

/** Puts the parts together, and returns what is left to do once the client is initialized. */
function wire(connection: Connection, abilities: ClientAbilities, pool: AnalystPool): () => void {
  const settings = watchSettings(connection, abilities, () => {
    analyses.updateAll();
    announcer.refresh();
  });
  const announcer = createStateAnnouncer(connection, abilities, () => analyses);
  const progress = createProgressReporter(connection, () => analyses);
  const analyses: Analyses = createAnalyses({
    pool,
    getSettings: async () => analysisSettingsOf(await settings.get()),
    onChange: (uri) => {
      announcer.announce(uri);
      progress.update(uri);
    },
    onProgress: (uri, bytesRead, size) => {
      if (abilities.progress) progress.report(uri, bytesRead, size);
    },
  });
  syncLogs({ connection, analyses, onForget: announcer.retract });
  serveFeatures({ connection, abilities, analyses, currentSettings: settings.current });
  connection.onShutdown(pool.dispose);
  return settings.begin;
}
