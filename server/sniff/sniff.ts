import { signedFormat } from './signatures.ts';
import type { SignedFormat } from './signatures.ts';

/** Formats that can be read. One id, one file in `readers/`. */
export type FormatId =
  | 'inspect'
  | 'human-eval'
  | 'evalplus'
  | 'lm-eval-results'
  | 'lm-eval-samples'
  | 'counts'
  | 'curve'
  | 'bigcode-generations'
  | SignedFormat;

/**
 * The format of a log, or undefined for any other file, told from its name and the start of its text.
 *
 * `head`: some of the first 64 KB, cut anywhere; text, or bytes read as Latin-1 (all that is looked for is ASCII).
 * Only keys at the right depth count, never text inside of strings. It runs on every JSON and CSV file that an editor shows,
 * so it is one pass over the head and nothing else.
 */
export function sniff(name: string, head: string): FormatId | undefined {
  // An archive holds no text to look at; of Inspect's the name tells.
  if (head.startsWith('PK\u0003\u0004')) return /\.eval$/i.test(name) ? 'inspect' : undefined;
  const text = head.slice(0, MAX_HEAD).replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*/, '');
  if (text.startsWith('{') && isJsonLines(name, text)) return sniffLines(name, text);
  if (isGenerations(name, text)) return 'bigcode-generations';
  if (text.startsWith('{') || text.startsWith('[')) return sniffDocument(name, outlineOf(text));
  if (YAML_KEY.test(text) && /^is_corrects?:/m.test(text)) return 'llmonkeys';
  return tableFormat((text.split(/[\r\n]/, 1)[0] ?? '').split(/[,;\t]/)) ?? namedFormat(name);
}

/** A log that a harness has named and in which there is nothing, or nothing like JSON: who opens it is to be told. */
function namedFormat(name: string): FormatId | undefined {
  return harnessNames.find(([pattern]) => pattern.test(name))?.[1];
}

/** Names that no other program gives to its files. */
const harnessNames: readonly (readonly [RegExp, FormatId])[] = [
  [/.[._]eval_results\.json$/, 'evalplus'],
  [/\.jsonl_results\.jsonl$/, 'human-eval'],
  [/^samples_.+_\d{4}-\d\d-\d\dT[\d.-]+\.jsonl$/, 'lm-eval-samples'],
  [/^Scenario\..+_eval_all\.json$/, 'livecodebench'],
];

/** What a column of a generic counts or attempts file holds. */
export type CountColumn =
  | 'problem'
  | 'numSamples'
  | 'numCorrect'
  /** Verdict of one attempt; in a row with `numSamples`, another name of `numCorrect`. */
  | 'correct'
  | 'task'
  | 'model'
  | 'scorer'
  | 'promptTokens'
  | 'cachedPromptTokens'
  | 'completionTokens'
  | 'reasoningTokens'
  | 'costUsd'
  /** A point of a curve: k, and pass@k there. */
  | 'k'
  | 'passAtK';

/** Columns by the names, in lower case, that they go by. */
export const countColumns: ReadonlyMap<string, CountColumn> = new Map([
  ['problem', 'problem'],
  ['problem_id', 'problem'],
  ['problem_idx', 'problem'],
  ['task_id', 'problem'],
  ['num_samples', 'numSamples'],
  ['n', 'numSamples'],
  ['n_samples', 'numSamples'],
  ['num_attempts', 'numSamples'],
  ['num_correct', 'numCorrect'],
  ['c', 'numCorrect'],
  ['n_correct', 'numCorrect'],
  ['num_passed', 'numCorrect'],
  ['correct', 'correct'],
  ['passed', 'correct'],
  ['is_correct', 'correct'],
  ['task', 'task'],
  ['benchmark', 'task'],
  ['model', 'model'],
  ['scorer', 'scorer'],
  ['prompt_tokens', 'promptTokens'],
  ['cached_prompt_tokens', 'cachedPromptTokens'],
  ['completion_tokens', 'completionTokens'],
  ['reasoning_tokens', 'reasoningTokens'],
  ['cost_usd', 'costUsd'],
  ['k', 'k'],
  ['pass_at_k', 'passAtK'],
  ['pass@k', 'passAtK'],
]);

/** Keys of a JSON document under which its rows of counts may stand. */
export const countContainers = ['problems', 'counts', 'attempts', 'points', 'curve'] as const;

const MAX_HEAD = 1 << 16;
/** Lines of a JSONL file that are looked at: the first may be a stray one. */
const MAX_LINES = 8;
const MAX_DEPTH = 4;

/** A document in YAML, of which the outermost keys begin their lines. */
const YAML_KEY = /^(?:---[^\n]*\n|#[^\n]*\n)*\w+:(?:\s|$)/;

function sniffDocument(name: string, outline: string): FormatId | undefined {
  if (/^eval\ttask$/m.test(outline) && /^eval\t(model|run_id|task_id)$/m.test(outline)) return 'inspect';
  if (isSummaries(outline)) return 'inspect';
  if (/^eval\t[^\t\n]*\t(\[\]\t(base|plus)_status|nfiles)$/m.test(outline)) return 'evalplus';
  if (/^eval\t[^\t\n]*\t\[\]\tsolution$/m.test(outline) && /^(date|hash)$/m.test(outline)) return 'evalplus';
  if (/^results\t[^\t\n]*\t[^\t\n]+,[^\t\n]+$/m.test(outline) && isHarnessResults(outline)) return 'lm-eval-results';
  const signed = signedFormat(name, outline, false);
  if (signed !== undefined) return signed;
  const rows = outline.match(new RegExp(`^(?:(?:${countContainers.join('|')})\t)?\\[\\]\t[^\t\n]*$`, 'gm')) ?? [];
  return tableFormat(rows.map((path) => path.slice(path.lastIndexOf('\t') + 1)));
}

/** Lists of texts, which have no keys: the file name then decides. */
function isGenerations(name: string, text: string): boolean {
  return /(?:^|_)(?:generations|gens)(?:_[^/]*)?\.json$/.test(name) && /^\[\s*\[\s*"/.test(text);
}

/** The summaries of Inspect's samples, by themselves. */
function isSummaries(outline: string): boolean {
  return ['id', 'epoch', 'input', 'target'].every((key) => new RegExp(`^\\[\\]\t${key}$`, 'm').test(outline));
}

function isHarnessResults(outline: string): boolean {
  return (
    /^(configs|versions|n-shot|group_subtasks)$/m.test(outline) || /^results\t[^\t\n]*\t[^\t\n]*_stderr,/m.test(outline)
  );
}

function sniffLines(name: string, text: string): FormatId | undefined {
  const keys = new Set(text.split('\n', MAX_LINES).flatMap((line) => outlineOf(line).split('\n')));
  if (keys.has('doc_id') && (keys.has('resps') || keys.has('filtered_resps') || /^samples_.*\.jsonl/.test(name))) {
    return 'lm-eval-samples';
  }
  if (keys.has('task_id') && !keys.has('num_samples') && isHumanEval(name, keys)) return 'human-eval';
  return signedFormat(name, [...keys].join('\n'), true) ?? tableFormat([...keys]);
}

/** `passed` stands behind the completion, which may be longer than the head; the file name then decides. */
function isHumanEval(name: string, keys: ReadonlySet<string>): boolean {
  if (keys.has('passed')) return keys.has('completion') || keys.has('result') || name.endsWith('_results.jsonl');
  return keys.has('completion') && name.endsWith('_results.jsonl');
}

/** One object a line, rather than one object over many lines. */
export function isJsonLines(name: string, text: string): boolean {
  if (/\.(jsonl|ndjson)$/i.test(name)) return true;
  const newline = text.indexOf('\n');
  const first = newline < 0 ? text : text.slice(0, newline);
  return /\}\s*$/.test(first) && /^\s*\{/.test(text.slice(first.length));
}

/** A column's name as `countColumns` spells it. */
export function columnName(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase();
}

/** The format of rows with these columns. */
export function tableFormat(names: readonly string[]): 'counts' | 'curve' | undefined {
  const columns = new Set(names.map((name) => countColumns.get(columnName(name))));
  if (columns.has('problem')) {
    return columns.has('correct') || (columns.has('numSamples') && columns.has('numCorrect')) ? 'counts' : undefined;
  }
  return columns.has('k') && columns.has('passAtK') ? 'curve' : undefined;
}

/**
 * The paths of the keys of a JSON text, one a line, down to a few levels: segments joined by tabs, `[]` for an element of an array.
 * It ends where the text ends, inside a string or not.
 */
function outlineOf(text: string): string {
  const paths: string[] = [];
  const containers: string[] = [];
  let isKey = false;
  let key = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]*(?:\\[^][^"\\]*)*")?|[{}[\],]/g)) {
    if (token === '"') break;
    if (token === '{' || token === '[') {
      containers.push(key);
      isKey = token === '{';
      key = token === '[' ? '[]' : '';
    } else if (token === '}' || token === ']') {
      key = containers.pop() ?? '';
      isKey = false;
    } else if (token === ',') {
      isKey = key !== '[]';
    } else if (isKey) {
      key = token.slice(1, -1);
      isKey = false;
      if (containers.length <= MAX_DEPTH)
        paths.push([...containers, key].filter((segment) => segment !== '').join('\t'));
    }
  }
  return paths.join('\n');
}
