/** A file's name without what harnesses append: `gpt_samples.jsonl_results.jsonl` → `gpt_samples`. */
export function stemOf(name: string): string {
  let stem = name;
  for (;;) {
    const shorter = stem.replace(/(?:\.(?:jsonl?|ndjson|csv|tsv|txt|parquet|gz)|[._-](?:eval_)?results)$/i, '');
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

const MAX_ID = 60;

/** An id for a problem that has none but its text: the text, or its beginning and a hash of all of it. */
export function idOfText(text: string): string {
  if (text.length <= MAX_ID && !/[\t\r\n]/.test(text)) return text;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  let other = text.length;
  for (let i = text.length - 1; i >= 0; i--) other = Math.imul(other ^ text.charCodeAt(i), 0x85ebca6b) ^ (other >>> 13);
  return `${text.replace(/\s+/g, ' ').slice(0, MAX_ID - 20)}… #${hex(hash)}${hex(other)}`;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
