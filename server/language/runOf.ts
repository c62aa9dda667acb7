import type { LogState } from './logState.ts';

/** Task and model of a log, where it names both and has one of each: logs that agree in both can be merged as runs of one evaluation. */
export function runOf(state: LogState): { readonly task: string; readonly model: string } | undefined {
  if (state.stage === 'reading' || state.stage === 'failed') return undefined;
  const [first, ...others] = state.log.result.evals;
  if (first === undefined || first.model === '' || first.task === '') return undefined;
  const { task, model } = first;
  return others.every((other) => other.task === task && other.model === model) ? { task, model } : undefined;
}
