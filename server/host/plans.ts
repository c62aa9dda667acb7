import type { LogState } from '../language/logState.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import type { PlanRequest } from '../protocol/lsp.ts';
import type { PlanText } from '../protocol/panel.ts';
import type { Analyses } from './analyses.ts';
import type { AnalystPool } from './analystPool.ts';

export interface PlansOptions {
  readonly pool: AnalystPool;
  readonly analyses: Analyses;
  readonly getSettings: () => Promise<AnalysisSettings>;
  /** There is a plan to show. */
  readonly onPlanned: (uri: string) => void;
}

/** More attempts that were planned for open logs. */
export interface Plans {
  readonly plan: (params: PlanRequest.Params, onCancel: (cancel: () => void) => void) => Promise<PlanRequest.Result>;
  /** For each evaluation of this state; undefined: none was asked for, or it is of an older state. */
  readonly of: (state: LogState) => readonly PlanText[] | undefined;
}

export function createPlans({ pool, analyses, getSettings, onPlanned }: PlansOptions): Plans {
  const known = new WeakMap<LogState, readonly PlanText[]>();
  return {
    of: (state) => known.get(state),
    plan: async ({ uri, k, within }, onCancel) => {
      await analyses.settled(uri);
      const state = analyses.stateOf(uri);
      if (state?.stage !== 'fitted') return { problem: 'There is no analyzed log to plan attempts for.' };
      let plans: readonly PlanText[] | undefined;
      const evals = state.analyses.map(({ counts }) =>
        counts.problems.map(({ numSamples, numCorrect }) => ({ numSamples, numCorrect })),
      );
      const { outcome, stop } = pool.submit({
        name: '',
        input: { kind: 'plan', k, within, evals },
        settings: await getSettings(),
        nextEval: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
        onProgress: () => undefined,
        onCounted: () => undefined,
        onFitted: () => undefined,
        onPlanned: (planned) => (plans = planned),
      });
      onCancel(stop);
      const ended = await outcome;
      if (plans === undefined)
        return { problem: ended.kind === 'failed' ? ended.message : 'The planning was stopped.' };
      known.set(state, plans);
      onPlanned(uri);
      return null;
    },
  };
}
