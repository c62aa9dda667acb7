import { dirname, basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOf } from '../language/runOf.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import type { Analyses } from './analyses.ts';
import type { AnalystPool, JobHandle } from './analystPool.ts';

export interface RunsBesideOptions {
  readonly pool: AnalystPool;
  readonly analyses: () => Analyses;
  readonly getSettings: () => Promise<AnalysisSettings>;
  /** The runs beside this log are known now, and there are some. */
  readonly onFound: (uri: string) => void;
}

/** Which files beside an open log are runs of the same task and model. Looked for once a log is fitted, when nobody waits for anything else. */
export interface RunsBeside {
  /** The state of a log has changed. */
  readonly consider: (uri: string) => void;
  /** URIs of the other runs. */
  readonly of: (uri: string) => readonly string[];
  readonly forget: (uri: string) => void;
}

export function createRunsBeside({ pool, analyses, getSettings, onFound }: RunsBesideOptions): RunsBeside {
  const searches = new Map<string, { readonly run: string; job?: JobHandle; found: readonly string[] }>();

  const search = async (uri: string): Promise<void> => {
    const state = analyses().stateOf(uri);
    if (state?.stage !== 'fitted' || analyses().isPending(uri) || !uri.startsWith('file:')) return;
    const path = fileURLToPath(uri);
    const run = runOf(state.log.result.evals, dirname(path));
    const key = JSON.stringify(run);
    if (run === undefined || searches.get(uri)?.run === key) return;
    const entry: { readonly run: string; job?: JobHandle; found: readonly string[] } = { run: key, found: [] };
    searches.get(uri)?.job?.stop();
    searches.set(uri, entry);
    const settings = await getSettings();
    if (searches.get(uri) !== entry) return;
    entry.job = pool.submit(
      {
        name: path,
        input: { kind: 'siblings', path, run },
        settings,
        nextEval: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
        onProgress: () => undefined,
        onCounted: () => undefined,
        onFitted: () => undefined,
        onSiblings: (paths) => {
          if (searches.get(uri) !== entry || paths.length === 0) return;
          entry.found = paths.map((sibling) => besideOf(uri, basename(sibling)));
          onFound(uri);
        },
      },
      'idle',
    );
  };

  return {
    consider: (uri) => void search(uri),
    of: (uri) => searches.get(uri)?.found ?? [],
    forget: (uri) => {
      searches.get(uri)?.job?.stop();
      searches.delete(uri);
    },
  };
}

/** The URI of a file in the folder of another, whose client may spell it in its own way. */
function besideOf(uri: string, name: string): string {
  const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${uri.slice(0, uri.lastIndexOf('/') + 1)}${encoded}`;
}
