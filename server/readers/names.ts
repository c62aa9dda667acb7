/** A file's name without what harnesses append: `gpt_samples.jsonl_results.jsonl` → `gpt_samples`. */
export function stemOf(name: string): string {
  let stem = name;
  for (;;) {
    const shorter = stem.replace(/(?:\.(?:jsonl?|ndjson|csv|tsv|txt)|[._-](?:eval_)?results)$/i, '');
    if (shorter === stem || shorter === '') return stem;
    stem = shorter;
  }
}
