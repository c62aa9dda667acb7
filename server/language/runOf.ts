import type { EvalCounts } from '../core/counts.ts';
import type { RunIdentity } from '../protocol/lsp.ts';

/**
 * What evaluations are runs of, where they are of one task and one model and name both: logs that agree in it can be merged. Parts name no
 * model; those of one `folder` belong together.
 */
export function runOf(evals: readonly EvalCounts[], folder: string): RunIdentity | undefined {
  const [first, ...others] = evals;
  if (first === undefined || first.task === '' || (first.model === '' && first.isPart !== true)) return undefined;
  const { task, model, isPart } = first;
  if (!others.every((other) => other.task === task && other.model === model)) return undefined;
  return isPart === true ? { task, model, folder } : { task, model };
}

export function isSameRun(a: RunIdentity, b: RunIdentity): boolean {
  return a.task === b.task && a.model === b.model && a.folder === b.folder;
}
