import type { EvalCounts } from '../core/counts.ts';
import type { RunIdentity } from '../protocol/lsp.ts';

/**
 * What evaluations are runs of, where they hold attempts, are of one task and one model and name both: logs that agree in it can be merged. Harnesses that
 * write a file a problem or a seed name no model; there the `folder` tells what belongs together.
 */
export function runOf(evals: readonly EvalCounts[], folder: string): RunIdentity | undefined {
  if (evals.every(({ problems }) => problems.length === 0)) return undefined;
  const [first, ...others] = evals;
  if (first === undefined || first.task === '' || (first.model === '' && first.beside === undefined)) return undefined;
  const { task, model, beside } = first;
  if (!others.every((other) => other.task === task && other.model === model)) return undefined;
  return beside === undefined ? { task, model } : { task, model, folder };
}

export function isSameRun(a: RunIdentity, b: RunIdentity): boolean {
  return a.task === b.task && a.model === b.model && a.folder === b.folder;
}
