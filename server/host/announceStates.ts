import { CodeLensRefreshRequest, DiagnosticSeverity, type Connection } from 'vscode-languageserver/node';
import { computeDiagnostics } from '../language/diagnostics.ts';
import { describeState } from '../language/describeState.ts';
import { runOf } from '../language/runOf.ts';
import { AnalysisStateNotification } from '../protocol/lsp.ts';
import type { Analyses } from './analyses.ts';
import type { ClientAbilities } from './clientAbilities.ts';

export interface StateAnnouncer {
  /** Tells the client of the newest state of a log. */
  readonly announce: (uri: string) => void;
  /** Takes back what was shown of a log that was closed. */
  readonly retract: (uri: string) => void;
  /** Asks the client to ask again for what it shows in the text. */
  readonly refresh: () => void;
}

/** Pushes what a client does not ask for: diagnostics, the state of the analysis, and that lenses are out of date. */
export function createStateAnnouncer(
  connection: Connection,
  abilities: ClientAbilities,
  analyses: () => Analyses,
  runsBeside: (uri: string) => readonly string[],
): StateAnnouncer {
  let refreshTimer: NodeJS.Timeout | undefined;

  const refresh = (): void => {
    clearTimeout(refreshTimer);
    refreshTimer = undefined;
    // A client that has gone meanwhile has nothing to refresh.
    if (abilities.codeLensRefresh) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
    if (abilities.inlayHintRefresh) connection.languages.inlayHint.refresh().catch(() => undefined);
  };

  const announce = (uri: string): void => {
    const state = analyses().stateOf(uri);
    if (state === undefined) return;
    const isPending = analyses().isPending(uri);
    const isReread = isPending && state.stage !== 'counted';
    const diagnostics = computeDiagnostics(state);
    const count = (severity: DiagnosticSeverity): number =>
      diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const run = 'log' in state ? runOf(state.log.result.evals, folderOf(uri)) : undefined;
    const beside = runsBeside(uri);
    const params: AnalysisStateNotification.Params = {
      uri,
      stage: isReread ? 'reading' : state.stage,
      summary: describeState(state),
      numErrors: count(DiagnosticSeverity.Error),
      numWarnings: count(DiagnosticSeverity.Warning),
      ...(run && { run }),
      ...(beside.length > 0 && { runsBeside: beside }),
    };
    if (!isReread) void connection.sendDiagnostics({ uri, diagnostics });
    void connection.sendNotification(AnalysisStateNotification.method, params);
    if (isReread) return;
    // What is counted is mostly fitted at once: lenses that change twice within a blink flicker.
    if (isPending) refreshTimer ??= setTimeout(refresh, FLICKER_MS);
    else refresh();
  };

  return {
    announce,
    retract: (uri) => {
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    refresh,
  };
}

const FLICKER_MS = 100;

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}
