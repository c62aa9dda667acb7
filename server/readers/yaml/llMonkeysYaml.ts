import type { EvalCounts } from '../../core/counts.ts';
import { createAttemptCounter } from '../attemptCounter.ts';
import { idOfRow, LL_MONKEYS_SCORER } from '../llMonkeysNames.ts';
import { readDocument, type LogInput } from '../logInput.ts';
import { stemOf } from '../names.ts';
import { forEachEntry, type YamlEntry } from './forEachEntry.ts';
import { yamlList, yamlScalar } from './scalars.ts';

const KEYS: ReadonlySet<string> = new Set(['is_corrects', 'is_correct', 'orig_dset_idx', 'orig_dset_split', 'name']);

/**
 * A problem of Large Language Monkeys as its harness writes it, a YAML file each: `is_corrects` beside the samples. The files of a folder are the
 * problems of one evaluation, each called after its file where it has no other name.
 */
export function readLlMonkeysYaml(log: LogInput): EvalCounts[] {
  const { name, folder, issues } = log;
  const entries = new Map<string, YamlEntry>();
  readDocument(log, (window) => {
    forEachEntry(
      window,
      (key) => KEYS.has(key),
      (entry) => entries.set(entry.key, entry),
    );
  });
  const text = (key: string): string | undefined => {
    const value = yamlScalar(entries.get(key)?.text ?? '');
    return value === null ? undefined : String(value);
  };
  const id = { index: text('orig_dset_idx'), split: text('orig_dset_split'), name: text('name') };
  const stem = name.replace(/\.ya?ml$/i, '');
  const problem = { problemId: idOfRow(id, stem) };
  const counter = createAttemptCounter(log, 'a name');
  const entry = entries.get('is_corrects') ?? entries.get('is_correct');
  if (entry !== undefined) {
    const { start, valueStart } = entry;
    const verdicts = yamlList(entry.text);
    const range = { start, end: valueStart + entry.text.trimEnd().length };
    if (entry.isLast) {
      const message = 'The last verdict may have been cut: the file ends inside of its line.';
      issues.add({ code: 'truncated', severity: 'warning', message, range: { start: range.end, end: range.end } });
    }
    if (verdicts === undefined || verdicts.length === 0) counter.add({ ...problem, verdict: undefined, range });
    for (const { value, at } of verdicts ?? []) {
      const place = { start: valueStart + at, end: valueStart + at + String(value).length };
      counter.add({ ...problem, verdict: value, range: place });
    }
  }
  const evals = counter.evals({ task: folder === '' ? stemOf(stem) : folder, scorer: LL_MONKEYS_SCORER });
  return evals.map((counts) => ({ ...counts, beside: 'problems' }));
}
