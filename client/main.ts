import { window, type ExtensionContext } from 'vscode';
import { createAnalysisServer, type AnalysisServer } from './analysisServer.ts';
import { registerArchiveEditor } from './archiveEditor.ts';
import { compareCommand, mergeRunsCommand, registerCommands, showCoverageCommand } from './commands.ts';
import { keepContextKeys } from './contextKeys.ts';
import { createComparisonPanels } from './comparisonPanels.ts';
import { createCoveragePanels } from './coveragePanels.ts';
import { onEngineFoldersChange } from './engineFolders.ts';
import { createEvaluationTree } from './evaluationTree.ts';
import { createExperiments } from './experiments/createExperiments.ts';
import { createGroupLenses } from './groupLenses.ts';
import { createLargeLogNotice } from './largeLogNotice.ts';
import { createOpenLogs } from './openLogs.ts';
import { createStatusItem } from './statusItem.ts';
import { watchDocuments } from './watchDocuments.ts';
import { watchTabs } from './watchTabs.ts';

let server: AnalysisServer | undefined;

/** Wires the parts. Nothing is started here: the server is, once a watcher comes across an evaluation log. */
export function activate(context: ExtensionContext): void {
  const { extensionUri } = context;
  const logs = createOpenLogs();
  const log = window.createOutputChannel('pass@k Lens', { log: true });
  const analysisServer = createAnalysisServer({
    serverModule: context.asAbsolutePath('dist/server.js'),
    logs,
    log,
    showCoverageCommand,
  });
  server = analysisServer;
  const panels = createCoveragePanels(logs, { extensionUri, server, log });
  const comparisons = createComparisonPanels(logs, { extensionUri, server, log });
  context.subscriptions.push(
    log,
    panels,
    comparisons,
    registerCommands({ extensionUri, logs, panels, comparisons, server, log }),
    registerArchiveEditor(panels),
    createStatusItem(logs, showCoverageCommand),
    createEvaluationTree(logs),
    createExperiments(context, analysisServer),
    createGroupLenses(logs, { mergeRuns: mergeRunsCommand, compare: compareCommand }),
    keepContextKeys(logs),
    watchDocuments(logs),
    watchTabs(logs, createLargeLogNotice(showCoverageCommand)),
    onEngineFoldersChange(() => void analysisServer.restart()),
  );
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
