/** A file's name without what harnesses append: `gpt_samples.jsonl_results.jsonl` → `gpt_samples`. */
export function stemOf(name: string): string {
  let stem = name;
  for (;;) {
    const shorter = stem.replace(/(?:\.(?:jsonl?|ndjson|csv|tsv|txt)|[._-](?:eval_)?results)$/i, '');
    if (shorter === stem || shorter === '') return stem;
    stem = shorter;
  }
}

/** The part before the slash that all ids share (`HumanEval/0` → `HumanEval`), else the file's name. */
export function taskNameOf(problemIds: readonly string[], fileName: string): string {
  const prefixes = new Set(problemIds.map((id) => id.slice(0, Math.max(0, id.indexOf('/')))));
  const [prefix = ''] = prefixes;
  return prefixes.size === 1 && prefix !== '' ? prefix : stemOf(fileName);
}
