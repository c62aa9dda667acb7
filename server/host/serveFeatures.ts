import type { CancellationToken, CodeLens, Connection, Position, Range } from 'vscode-languageserver/node';
import { provideCodeActions } from '../language/codeActions.ts';
import { provideCodeLenses } from '../language/codeLenses.ts';
import { provideDocumentSymbols } from '../language/documentSymbols.ts';
import { provideHover } from '../language/hover.ts';
import { provideRunsAction } from '../language/runsAction.ts';
import { provideInlayHints } from '../language/inlayHints.ts';
import type { LogState } from '../language/logState.ts';
import { logsCompared } from '../protocol/comparedLogs.ts';
import { PanelRequest, PlanRequest, type Settings } from '../protocol/lsp.ts';
import type { Analyses } from './analyses.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { Comparisons } from './comparisons.ts';
import { createRequestHandler } from './createRequestHandler.ts';
import { isJobRecord, jobPanelModel } from './jobPanelModel.ts';
import { panelModel } from './panelModel.ts';
import type { Plans } from './plans.ts';

export interface FeatureContext {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly analyses: Analyses;
  readonly comparisons: Comparisons;
  readonly plans: Plans;
  readonly currentSettings: () => Settings;
  /** URIs of the files beside a log that are runs of the same task and model. */
  readonly runsBeside: (uri: string) => readonly string[];
}

/** Answers requests from the newest stage that is finished, at once where a client can ask again; what is not a log has empty answers. */
export function serveFeatures(context: FeatureContext): void {
  const { connection, abilities, analyses, comparisons, plans, currentSettings, runsBeside } = context;
  const { showCoverageCommand } = abilities;
  const handle = <Params, Result>(
    name: string,
    answer: (params: Params, token: CancellationToken) => Result | Promise<Result>,
  ) =>
    createRequestHandler(
      name,
      (message) => {
        connection.console.error(message);
      },
      answer,
    );
  const lensesOf = memoizeByState((state, uri) =>
    provideCodeLenses(state, { uri, showCoverageCommand, problemLenses: currentSettings().problemLenses }),
  );

  connection.onCodeLens(
    handle('Code lens', async ({ textDocument: { uri } }: OfDocument) => {
      // Who cannot be told to ask again is answered when there is something to show.
      if (!abilities.codeLensRefresh) await analyses.settled(uri);
      const state = analyses.stateOf(uri);
      return state === undefined ? [] : lensesOf(state, uri, String(currentSettings().problemLenses));
    }),
  );
  connection.onHover(
    handle('Hover', ({ textDocument: { uri }, position }: OfDocument & { readonly position: Position }) => {
      const state = analyses.stateOf(uri);
      return state === undefined ? null : provideHover(state, position);
    }),
  );
  connection.onDocumentSymbol(
    handle('Document symbols', async ({ textDocument: { uri } }: OfDocument) => {
      // There is no way to tell a client to ask again: an outline given too early would stay until the next edit.
      await analyses.settled(uri);
      const state = analyses.stateOf(uri);
      return state === undefined ? [] : provideDocumentSymbols(state);
    }),
  );
  connection.onCodeAction(
    handle(
      'Code actions',
      ({
        textDocument: { uri },
        range,
        context,
      }: OfDocument & { readonly range: Range; readonly context: OfDiagnostics }) => {
        const state = analyses.stateOf(uri);
        const runs =
          state === undefined
            ? []
            : provideRunsAction(state, { uri, range, runsBeside: runsBeside(uri), showCoverageCommand });
        return [...provideCodeActions(uri, context.diagnostics, showCoverageCommand), ...runs];
      },
    ),
  );
  connection.languages.inlayHint.on(
    handle('Inlay hints', ({ textDocument: { uri }, range }: OfDocument & { readonly range: Range }) => {
      const state = analyses.stateOf(uri);
      return state === undefined || !currentSettings().problemHints ? [] : provideInlayHints(state, range);
    }),
  );
  connection.onRequest(
    PanelRequest.method,
    handle('Panel', ({ uri }: PanelRequest.Params): PanelRequest.Result | Promise<PanelRequest.Result> => {
      const compared = logsCompared(uri);
      if (compared !== undefined) return comparisons.panel(uri, compared);
      return isJobRecord(uri) ? jobPanelModel(uri, Date.now()) : panelModel(analyses, uri, plans.of);
    }),
  );
  connection.onRequest(
    PlanRequest.method,
    handle('Plan', (params: PlanRequest.Params, token): Promise<PlanRequest.Result> =>
      plans.plan(params, (cancel) => {
        token.onCancellationRequested(cancel);
      }),
    ),
  );
}

interface OfDocument {
  readonly textDocument: { readonly uri: string };
}

type OfDiagnostics = Pick<Parameters<Parameters<Connection['onCodeAction']>[0]>[0]['context'], 'diagnostics'>;

/** Keeps what was made of a state for as long as the state lives: a request for 10,000 lenses costs only sending them. */
function memoizeByState(
  provide: (state: LogState, uri: string) => CodeLens[],
): (state: LogState, uri: string, variant: string) => CodeLens[] {
  const kept = new WeakMap<LogState, { readonly variant: string; readonly lenses: CodeLens[] }>();
  return (state, uri, variant) => {
    const known = kept.get(state);
    if (known?.variant === variant) return known.lenses;
    const lenses = provide(state, uri);
    kept.set(state, { variant, lenses });
    return lenses;
  };
}
