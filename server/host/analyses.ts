import type { EvalAnalysis } from '../core/analysis.ts';
import type { LogState, PlacedLog } from '../language/logState.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import type { FittedEval, LogInput } from './analystChannel.ts';
import type { AnalystPool } from './analystPool.ts';
import { analyzeLog, type LogAnalysis } from './analyzeLog.ts';
import { createLruCache } from './lruCache.ts';

/** What a log holds at the moment. */
export interface LogContent {
  /** Says at once that two contents differ, without reading them: a name and a size. */
  readonly sketch: string;
  /** Equal sketches and hashes, equal content. Takes its time with a large document. */
  readonly hash: () => string;
  readonly input: LogInput;
}

export interface LogSource {
  /** Path of the file, for its name and its folder's. */
  readonly name: string;
  /** The content, asked for when the analysis starts. Rejects with a sentence for the user when it cannot be had. */
  readonly load: () => LogContent | Promise<LogContent>;
}

export interface AnalysesOptions {
  readonly pool: AnalystPool;
  readonly getSettings: () => Promise<AnalysisSettings>;
  /** The state of a log, or whether a newer one is awaited, has changed. */
  readonly onChange: (uri: string) => void;
  readonly onProgress: (uri: string, bytesRead: number, size: number) => void;
}

/** The analyses of all open logs, each as far as it has come. */
export interface Analyses {
  /** Analyzes new content after `delayMs`; whatever was under way for this log is stopped. */
  readonly update: (uri: string, source: LogSource, delayMs: number) => void;
  /**
   * Analyzes what the source has by now. What is under way is finished first: a log that is written all the time would
   * otherwise never be analyzed.
   */
  readonly refresh: (uri: string, delayMs: number) => void;
  /** Analyzes all logs again, from their counts where these were read before. */
  readonly updateAll: () => void;
  /** Stops the analysis under way, and says so in the log's state. */
  readonly stop: (uri: string) => void;
  readonly forget: (uri: string) => void;
  readonly has: (uri: string) => boolean;
  /** The newest stage that is finished; undefined for what is not a log. */
  readonly stateOf: (uri: string) => LogState | undefined;
  /** Whether a newer state than `stateOf` is on its way. */
  readonly isPending: (uri: string) => boolean;
  /** Resolves when nothing is under way for this log. */
  readonly settled: (uri: string) => Promise<void>;
}

interface Entry {
  source: LogSource;
  state: LogState;
  /** Changes whenever the analysis is started anew: what an older run brings is dropped. */
  run: symbol;
  timer: NodeJS.Timeout | undefined;
  job: LogAnalysis | undefined;
  isPending: boolean;
  /** The source has changed since the analysis under way began: the next one follows it, after this long. */
  rerunDelayMs: number | undefined;
  waiting: (() => void)[];
}

interface Analyzed {
  readonly hash: string;
  readonly log: PlacedLog;
  readonly settingsKey: string;
  readonly analyses: readonly EvalAnalysis[];
}

export function createAnalyses({ pool, getSettings, onChange, onProgress }: AnalysesOptions): Analyses {
  const entries = new Map<string, Entry>();
  const cache = createLruCache<Analyzed>(CACHED_PROBLEMS, weigh);

  const halt = (entry: Entry): void => {
    entry.run = Symbol();
    clearTimeout(entry.timer);
    entry.timer = undefined;
    entry.rerunDelayMs = undefined;
    entry.job?.stop();
    entry.job = undefined;
  };

  const settle = (uri: string, entry: Entry, state: LogState): void => {
    entry.state = state;
    entry.isPending = false;
    entry.job = undefined;
    onChange(uri);
    entry.waiting.splice(0).forEach((resolve) => {
      resolve();
    });
    if (entry.rerunDelayMs !== undefined) schedule(uri, entry, entry.rerunDelayMs);
  };

  const start = async (uri: string, entry: Entry, isSuperseded: () => boolean): Promise<void> => {
    const settings = await getSettings();
    if (isSuperseded()) return;
    const settingsKey = JSON.stringify(settings);
    const { sketch, hash, input } = await entry.source.load();
    if (isSuperseded()) return;
    const similar = cache.get(sketch);
    const known = similar !== undefined && similar.hash === hash() ? similar : undefined;
    if (known?.settingsKey === settingsKey) {
      settle(uri, entry, { stage: 'fitted', log: known.log, analyses: known.analyses });
      return;
    }
    entry.job = analyzeLog(pool, {
      name: entry.source.name,
      input: known === undefined ? input : { kind: 'log', log: known.log },
      settings,
      onProgress: (bytesRead, size) => {
        if (!isSuperseded()) onProgress(uri, bytesRead, size);
      },
      onCounted: (log, first) => {
        if (isSuperseded()) return;
        entry.state = { stage: 'counted', log, first };
        onChange(uri);
      },
    });
    // The analyst is at work meanwhile.
    const contentHash = hash();
    const outcome = await entry.job.outcome;
    if (outcome.kind === 'fitted') {
      const { log } = outcome;
      const analyses = withCounts(log, outcome.fits);
      cache.set(sketch, { hash: contentHash, log, settingsKey, analyses });
      if (!isSuperseded()) settle(uri, entry, { stage: 'fitted', log, analyses });
      return;
    }
    if (isSuperseded()) return;
    settle(uri, entry, { stage: 'failed', message: outcome.kind === 'failed' ? outcome.message : STOPPED });
  };

  const schedule = (uri: string, entry: Entry, delayMs: number): void => {
    halt(entry);
    const { run } = entry;
    const isSuperseded = (): boolean => entry.run !== run;
    const begin = (): void => {
      entry.timer = undefined;
      start(uri, entry, isSuperseded).catch((error: unknown) => {
        if (isSuperseded()) return;
        settle(uri, entry, { stage: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    };
    if (delayMs > 0) entry.timer = setTimeout(begin, delayMs);
    else begin();
    if (entry.isPending) return;
    entry.isPending = true;
    onChange(uri);
  };

  return {
    update: (uri, source, delayMs) => {
      const entry = entries.get(uri) ?? newEntry(source);
      entry.source = source;
      entries.set(uri, entry);
      schedule(uri, entry, delayMs);
    },
    refresh: (uri, delayMs) => {
      const entry = entries.get(uri);
      if (entry === undefined) return;
      if (!entry.isPending) schedule(uri, entry, delayMs);
      else if (entry.timer === undefined) entry.rerunDelayMs = delayMs;
    },
    updateAll: () => {
      entries.forEach((entry, uri) => {
        schedule(uri, entry, 0);
      });
    },
    stop: (uri) => {
      const entry = entries.get(uri);
      if (entry?.isPending !== true) return;
      halt(entry);
      settle(uri, entry, { stage: 'failed', message: STOPPED });
    },
    forget: (uri) => {
      const entry = entries.get(uri);
      if (entry === undefined) return;
      entries.delete(uri);
      halt(entry);
      entry.waiting.forEach((resolve) => {
        resolve();
      });
    },
    has: (uri) => entries.has(uri),
    stateOf: (uri) => entries.get(uri)?.state,
    isPending: (uri) => entries.get(uri)?.isPending ?? false,
    settled: async (uri) => {
      const entry = entries.get(uri);
      if (entry?.isPending !== true) return;
      await new Promise<void>((resolve) => entry.waiting.push(resolve));
    },
  };
}

/** Problems of all cached analyses together; about 200 bytes each. */
const CACHED_PROBLEMS = 150_000;

const STOPPED = 'The analysis was stopped. Edit or reopen the file to start it again.';

/** An analysis is about as large as its problems, and never free. */
function weigh({ log }: Analyzed): number {
  return log.result.evals.reduce((total, { problems }) => total + problems.length, 1000);
}

function newEntry(source: LogSource): Entry {
  return {
    source,
    state: { stage: 'reading' },
    run: Symbol(),
    timer: undefined,
    job: undefined,
    isPending: false,
    rerunDelayMs: undefined,
    waiting: [],
  };
}

function withCounts(log: PlacedLog, fits: readonly FittedEval[]): readonly EvalAnalysis[] {
  return log.result.evals.flatMap((counts, index) => {
    const fit = fits[index];
    return fit === undefined ? [] : [{ counts, ...fit }];
  });
}
