import type { AnalysisStateNotification } from '../server/protocol/lsp.ts';

export type AnalysisState = Omit<AnalysisStateNotification.Params, 'uri'>;

/** Who shows a log and so keeps its analysis alive: `edits` while a document says something else than its file, or has none. */
export type LogHolder = 'document' | 'edits' | 'tab' | 'panel' | 'comparison';

/** Where the server has the text from: the editor's buffer, or the file, which it reads by itself and need not be sent. */
export type LogSource = 'buffer' | 'disk';

/**
 * The evaluation logs that are shown, and what the server last said about each. Every other part of the client looks
 * here. Keys are URIs as text; a log is in here exactly while somebody holds it.
 */
export interface OpenLogs {
  hold(uri: string, holder: LogHolder): void;
  release(uri: string, holder: LogHolder): void;
  /** undefined: not an evaluation log that is shown. Edits win over the file. */
  source(uri: string): LogSource | undefined;
  state(uri: string): AnalysisState | undefined;
  /** What the server says about a log that nobody holds any more is dropped. */
  setState(uri: string, state: AnalysisState): void;
  uris(): readonly string[];
  onDidChange(listener: (change: OpenLogChange) => void): void;
}

export interface OpenLogChange {
  readonly uri: string;
  readonly kind: 'source' | 'state';
}

const unread: AnalysisState = { stage: 'reading', summary: '', numErrors: 0, numWarnings: 0 };

export function createOpenLogs(): OpenLogs {
  const logs = new Map<string, { readonly holders: Set<LogHolder>; state: AnalysisState }>();
  const listeners: ((change: OpenLogChange) => void)[] = [];
  const fire = (change: OpenLogChange): void => {
    for (const listener of listeners) listener(change);
  };
  const source = (uri: string): LogSource | undefined => {
    const log = logs.get(uri);
    return log && (log.holders.has('edits') ? 'buffer' : 'disk');
  };
  const changing = (uri: string, change: () => void): void => {
    const before = source(uri);
    change();
    if (source(uri) !== before) fire({ uri, kind: 'source' });
  };

  return {
    hold: (uri, holder) => {
      changing(uri, () => {
        const log = logs.get(uri) ?? { holders: new Set(), state: unread };
        log.holders.add(holder);
        logs.set(uri, log);
      });
    },
    release: (uri, holder) => {
      changing(uri, () => {
        const holders = logs.get(uri)?.holders;
        if (holders?.delete(holder) && holders.size === 0) logs.delete(uri);
      });
    },
    source,
    state: (uri) => logs.get(uri)?.state,
    setState: (uri, state) => {
      const log = logs.get(uri);
      if (!log) return;
      log.state = state;
      fire({ uri, kind: 'state' });
    },
    uris: () => [...logs.keys()],
    onDidChange: (listener) => {
      listeners.push(listener);
    },
  };
}
