import type { EvalCounts } from '../core/counts.ts';
import { quoteLogText } from '../text/quoteLogText.ts';

/** What tells each evaluation of a log from the others, as plain text: the parts of task, model and scorer that differ. Empty for a single one. */
export function evalLabels(evals: readonly EvalCounts[]): readonly string[] {
  if (evals.length < 2) return evals.map(() => '');
  const differing = (['task', 'model', 'scorer'] as const).filter(
    (part) => new Set(evals.map((counts) => counts[part])).size > 1,
  );
  return evals.map((counts, index) => {
    const parts = differing.map((part) => labelText(counts[part])).filter((text) => text !== '');
    return parts.length > 0 ? parts.join(' · ') : `evaluation ${index + 1}`;
  });
}

/** Name of an evaluation, as plain text: its task, or whatever else the log calls it by. */
export function evalName({ task, model, scorer }: EvalCounts): string {
  return [task, model, scorer].map(labelText).find((text) => text !== '') ?? 'evaluation';
}

/** Text from the log in a title: short, on one line, and without the `$(…)` that editors draw as an icon. */
export function labelText(text: string): string {
  return quoteLogText(text, 40).replaceAll('$(', '$ (');
}

/** The title of an evaluation behind its label, where it has one. */
export function withLabel(label: string | undefined, title: string): string {
  return label === undefined || label === '' ? title : `${label}: ${title}`;
}
