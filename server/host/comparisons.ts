import { comparedEval } from '../cli/comparedEval.ts';
import type { ComparedEval } from '../core/compareEvals.ts';
import type { LogState } from '../language/logState.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import { runsBehind } from '../protocol/mergedRuns.ts';
import type { PanelModel } from '../protocol/panel.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { Analyses } from './analyses.ts';
import type { AnalystPool } from './analystPool.ts';
import type { ComparedPanels } from './comparePanels.ts';
import { fileNameOf } from './logSources.ts';
import { createLruCache } from './lruCache.ts';

export interface ComparisonsOptions {
  readonly pool: AnalystPool;
  readonly analyses: Analyses;
  readonly getSettings: () => Promise<AnalysisSettings>;
}

/** The panels that set the evaluations of several open logs side by side. */
export interface Comparisons {
  /** From the newest finished stages of its logs; while one of them is read, what was compared last. */
  readonly panel: (uri: string, logs: readonly string[]) => Promise<PanelModel>;
}

interface Compared {
  /** Of the logs; a new analysis is a new object. */
  readonly states: readonly (LogState | undefined)[];
  readonly outcome: Promise<ComparedPanels>;
}

export function createComparisons({ pool, analyses, getSettings }: ComparisonsOptions): Comparisons {
  const known = createLruCache<Compared>(MAX_KEPT, () => 1);

  const compare = async (evals: readonly ComparedEval[]): Promise<ComparedPanels> => {
    let compared: ComparedPanels | undefined;
    const { outcome } = pool.submit({
      name: '',
      input: { kind: 'comparison', evals },
      settings: await getSettings(),
      nextEval: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      onProgress: () => undefined,
      onCounted: () => undefined,
      onFitted: () => undefined,
      onCompared: ({ panels, notes }) => (compared = { panels, notes }),
    });
    const ended = await outcome;
    if (compared !== undefined) return compared;
    return { panels: [], notes: [ended.kind === 'failed' ? ended.message : 'The comparison was stopped.'] };
  };

  return {
    panel: async (uri, logs) => {
      const states = logs.map((log) => analyses.stateOf(log));
      const isPending = logs.some((log, i) => states[i] !== undefined && analyses.isPending(log));
      const last = known.get(uri);
      const isKnown = last !== undefined && last.states.every((state, i) => state === states[i]);
      const newest = isKnown || isPending ? last : { states, outcome: compare(evalsOf(logs, states)) };
      if (newest !== undefined) known.set(uri, newest);
      const { panels, notes } = (await newest?.outcome) ?? { panels: [], notes: [] };
      const isEmpty = !isPending && panels.length === 0;
      return {
        title: quoteLogText(fileNameOf(uri)),
        uri,
        state: isPending ? 'analysing' : 'ready',
        ...(isEmpty && { message: NOTHING }),
        issues: [...logs.flatMap((log, i) => problemOf(log, states[i])), ...notes],
        evals: panels,
        hasText: false,
      };
    },
  };
}

/** Comparisons whose panels are kept. */
const MAX_KEPT = 10;

const NOTHING = 'Nothing could be compared: no two evaluations are of the same task and scorer.';

function evalsOf(logs: readonly string[], states: readonly (LogState | undefined)[]): readonly ComparedEval[] {
  return logs.flatMap((log, i) => {
    const state = states[i];
    if (state?.stage !== 'fitted') return [];
    const files = (runsBehind(log) ?? [log]).map(fileNameOf);
    return state.analyses
      .filter(({ counts }) => counts.problems.length > 0)
      .map((analysis) => comparedEval(analysis, files));
  });
}

function problemOf(log: string, state: LogState | undefined): readonly string[] {
  const name = quoteLogText(fileNameOf(log));
  if (state === undefined) return [`${name}: not open, or no evaluation log of a known format.`];
  if (state.stage === 'failed') return [`${name}: ${state.message}`];
  const hasAttempts = state.stage !== 'fitted' || state.analyses.some(({ counts }) => counts.problems.length > 0);
  return hasAttempts ? [] : [`${name}: holds no attempts that could be compared.`];
}
