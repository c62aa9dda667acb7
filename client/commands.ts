import { commands, ConfigurationTarget, Disposable, l10n, Uri, window, workspace, type LogOutputChannel } from 'vscode';
import type { AnalysisServer } from './analysisServer.ts';
import { compareLogs } from './compareLogs.ts';
import { mergeRuns } from './mergeRuns.ts';
import type { OpenLogs } from './openLogs.ts';
import type { Panels } from './panels.ts';
import { planAttempts } from './planAttempts.ts';
import { openExample } from './openExample.ts';
import { archiveViewType } from './archiveEditor.ts';
import { baseName, isBinaryLog, isEvaluationFile, largeFileBytes, logExtensions } from './sniffLog.ts';
import { activeTabUri } from './watchTabs.ts';

export const showCoverageCommand = 'passkLens.showCoverage';
export const mergeRunsCommand = 'passkLens.mergeRuns';
export const compareCommand = 'passkLens.compare';

export interface CommandContext {
  readonly extensionUri: Uri;
  readonly logs: OpenLogs;
  readonly panels: Panels;
  readonly comparisons: Panels;
  readonly server: AnalysisServer;
  readonly log: LogOutputChannel;
}

export function registerCommands(context: CommandContext): Disposable {
  const { logs, panels, comparisons, server, log, extensionUri } = context;
  const handlers: Record<string, (...args: readonly unknown[]) => unknown> = {
    [showCoverageCommand]: (uri, evalIndex) => {
      showCoverage(panels, uri, evalIndex);
    },
    'passkLens.analyzeFile': (uri) => analyzeFile(panels, uri),
    [mergeRunsCommand]: (target, selected) => mergeRuns(panels, target, selected),
    [compareCommand]: (target, selected) => compareLogs({ logs, comparisons }, target, selected),
    'passkLens.plan': (uri) => planAttempts({ panels, server }, toUri(uri) ?? activeTabUri()),
    'passkLens.openExample': () => openExample(extensionUri),
    'passkLens.restartServer': () => server.restart(),
    'passkLens.showLog': () => {
      log.show();
    },
    'passkLens.toggleProblemLenses': toggleProblemLenses,
  };
  return Disposable.from(...Object.entries(handlers).map(([id, handler]) => commands.registerCommand(id, handler)));
}

/** A lens calls with the URI as text and the index of the evaluation, a menu with a `Uri`, the palette with nothing. */
function showCoverage(panels: Panels, target: unknown, evalIndex: unknown): void {
  const uri = toUri(target) ?? activeTabUri();
  if (!uri) {
    void window.showInformationMessage(l10n.t('Open an evaluation log first.'));
    return;
  }
  panels.show(uri, typeof evalIndex === 'number' ? evalIndex : undefined);
}

/** Opens a log and its panel, or says why not. A large log gets its panel alone: its text would only fill the editor; an archive has none. */
async function analyzeFile(panels: Panels, target: unknown): Promise<void> {
  const uri = toUri(target) ?? (await chooseFile());
  if (!uri) return;
  if (!(await isEvaluationFile(uri))) {
    const example = l10n.t('Open Example');
    const message = l10n.t('{0} does not look like an evaluation log with repeated attempts.', baseName(uri));
    if ((await window.showWarningMessage(message, example)) === example)
      await commands.executeCommand('passkLens.openExample');
    return;
  }
  if (isBinaryLog(uri)) {
    await commands.executeCommand('vscode.openWith', uri, archiveViewType);
    return;
  }
  const { size } = await workspace.fs.stat(uri);
  if (size <= largeFileBytes()) await window.showTextDocument(uri, { preview: false });
  panels.show(uri);
}

async function chooseFile(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    filters: { [l10n.t('Evaluation logs')]: [...logExtensions] },
  });
  return chosen?.[0];
}

async function toggleProblemLenses(): Promise<void> {
  const settings = workspace.getConfiguration('passkLens');
  const isSetHere = settings.inspect<boolean>('problemLenses')?.workspaceValue !== undefined;
  const target = isSetHere ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('problemLenses', !settings.get('problemLenses', true), target);
}

function toUri(value: unknown): Uri | undefined {
  if (value instanceof Uri) return value;
  return typeof value === 'string' ? Uri.parse(value) : undefined;
}
