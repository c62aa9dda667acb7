import { fileURLToPath } from 'node:url';
import {
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { createAnalyses, type Analyses } from './analyses.ts';
import type { AnalystPool } from './analystPool.ts';
import { createComparisons } from './comparisons.ts';
import { createStateAnnouncer } from './announceStates.ts';
import { clientAbilitiesOf, type ClientAbilities } from './clientAbilities.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import { openConnection } from './openConnection.ts';
import { createPricesFile } from './pricesFile.ts';
import { createPlans } from './plans.ts';
import { createRunsBeside } from './runsBeside.ts';
import { createProgressReporter } from './reportProgress.ts';
import { serveFeatures } from './serveFeatures.ts';
import { analysisSettingsOf } from './settings.ts';
import { syncLogs } from './syncLogs.ts';
import { watchSettings } from './watchSettings.ts';

/** The language server, on the transport that the command line names. */
export function startServer(pool: AnalystPool): void {
  const connection = openConnection();
  connection.onInitialize((params) => {
    const begin = wire(connection, { abilities: clientAbilitiesOf(params), folder: folderOf(params), pool });
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

interface World {
  readonly abilities: ClientAbilities;
  /** The first folder that is open. */
  readonly folder: string;
  readonly pool: AnalystPool;
}

/** Puts the parts together, and returns what is left to do once the client is initialized. */
function wire(connection: Connection, { abilities, folder, pool }: World): () => void {
  const settings = watchSettings(connection, abilities, () => {
    analyses.updateAll();
    announcer.refresh();
  });
  const announcer = createStateAnnouncer(
    connection,
    abilities,
    () => analyses,
    (uri) => runsBeside.of(uri),
  );
  const progress = createProgressReporter(connection, () => analyses);
  const prices = createPricesFile({
    folder,
    onChange: () => {
      analyses.updateAll();
    },
    warn: (message) =>
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
  });
  const getSettings = async (): Promise<AnalysisSettings> => {
    const current = await settings.get();
    return { ...analysisSettingsOf(current), prices: await prices.read(current.pricesFile) };
  };
  const analyses: Analyses = createAnalyses({
    pool,
    getSettings,
    onChange: (uri) => {
      announcer.announce(uri);
      runsBeside.consider(uri);
      progress.update(uri);
    },
    onProgress: (uri, bytesRead, size) => {
      if (abilities.progress) progress.report(uri, bytesRead, size);
    },
  });
  const runsBeside = createRunsBeside({ pool, analyses: () => analyses, getSettings, onFound: announcer.announce });
  const onForget = (uri: string): void => {
    runsBeside.forget(uri);
    announcer.retract(uri);
  };
  syncLogs({ connection, analyses, onForget });
  serveFeatures({
    connection,
    abilities,
    analyses,
    comparisons: createComparisons({ pool, analyses, getSettings }),
    plans: createPlans({ pool, analyses, getSettings, onPlanned: announcer.announce }),
    currentSettings: settings.current,
    runsBeside: runsBeside.of,
  });
  connection.onShutdown(() => {
    process.exitCode = 0;
    prices.dispose();
    pool.dispose();
  });
  return settings.begin;
}

function folderOf({ workspaceFolders }: InitializeParams): string {
  const uri = workspaceFolders?.[0]?.uri;
  return uri?.startsWith('file:') === true ? fileURLToPath(uri) : process.cwd();
}
