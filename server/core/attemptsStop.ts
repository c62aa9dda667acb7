import type { EvalAnalysis } from './analysis.ts';

/** Whether an analysis found that attempts stop at the first success (`stopsAtSuccess`): its observed pass@k is then no estimate, its prediction is. */
export function attemptsStop({ warnings }: Pick<EvalAnalysis, 'warnings'>): boolean {
  return warnings.some(({ code }) => code === 'stoppedAtSuccess');
}
