import type { EvalAnalysis } from '../core/analysis.ts';

/** The target to ask for next: the lowest that the log has not reached at its largest n, else the highest; undefined where none is set. */
export function nextTarget({ options, passAtK }: EvalAnalysis): number | undefined {
  const targets = [...options.targets].sort((a, b) => a - b);
  const reached = passAtK.at(-1)?.value ?? 0;
  return targets.find((target) => target > reached) ?? targets.at(-1);
}
