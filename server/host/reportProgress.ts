import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { Analyses } from './analyses.ts';
import { fileNameOf } from './logSources.ts';

export interface ProgressReporter {
  readonly report: (uri: string, bytesRead: number, size: number) => void;
  /** The state of a log has changed: its progress may be over. */
  readonly update: (uri: string) => void;
}

/** Progress of reads that take long enough to be noticed; cancelling it stops the analysis. */
export function createProgressReporter(connection: Connection, analyses: () => Analyses): ProgressReporter {
  const reporters = new Map<string, Promise<WorkDoneProgressServerReporter | undefined>>();

  const begin = async (uri: string): Promise<WorkDoneProgressServerReporter | undefined> => {
    // A client may refuse: then the analysis goes on without.
    const reporter = await connection.window.createWorkDoneProgress().catch(() => undefined);
    reporter?.begin('pass@k Lens', 0, `reading ${fileNameOf(uri)}`, true);
    reporter?.token.onCancellationRequested(() => {
      analyses().stop(uri);
    });
    return reporter;
  };

  return {
    report: (uri, bytesRead, size) => {
      const reporter = reporters.get(uri) ?? begin(uri);
      reporters.set(uri, reporter);
      void reporter.then((started) => started?.report(Math.floor((100 * bytesRead) / size)));
    },
    update: (uri) => {
      const reporter = reporters.get(uri);
      if (reporter === undefined || (analyses().isPending(uri) && analyses().stateOf(uri)?.stage === 'reading')) return;
      reporters.delete(uri);
      void reporter.then((started) => {
        started?.done();
      });
    },
  };
}
