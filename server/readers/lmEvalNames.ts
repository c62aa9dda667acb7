import { kOf } from './recordedPassAtK.ts';

/**
 * The scorer of a metric behind a filter: `exact_match`, `exact_match,strict-match`. The pass@k of all k are one scorer, since they
 * are the same attempts; the filter `none` is left out.
 */
export function scorerOf(metric: string, filter: string): string {
  const base = kOf(metric) === undefined ? metric : 'pass@k';
  return filter === 'none' || filter === '' ? base : `${base},${filter}`;
}

/** `samples_gsm8k_2026-01-21T03-44-18.458309.jsonl` → `gsm8k`. */
export function taskOfSamples(fileName: string): string | undefined {
  return /^samples_(.+?)(?:_\d{4}-\d{2}-\d{2}T[\d.:-]+)?\.jsonl$/.exec(fileName)?.[1];
}
