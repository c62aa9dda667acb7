import { basename } from 'node:path';
import type { EvalAnalysis } from '../core/analysis.ts';
import type { ComparedEval } from '../core/compareEvals.ts';
import { stemOf } from '../readers/names.ts';

/** An evaluation and its files (paths or names) as one to be compared. A log that names no task is called by its file, which tells nothing of the task. */
export function comparedEval(analysis: EvalAnalysis, sources: readonly string[]): ComparedEval {
  const names = sources.map((source) => basename(source));
  const { task } = analysis.counts;
  return {
    analysis,
    task: names.some((name) => stemOf(name) === task) ? '' : task,
    file: names[0] ?? '',
    sources,
  };
}
