import type { ByteRange } from '../core/counts.ts';
import type { InspectAttempts } from './inspectAttempts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './json/bytes.ts';
import { enterArray, enterObject, keySet, nextAnyKey, nextElement, nextKey } from './json/containers.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readNumber, readScalar, readText } from './json/readScalar.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { normalizeUsage, type NormalizedUsage } from './tokenUsage.ts';

const SAMPLE_KEYS = keySet('id', 'epoch', 'scores', 'model_usage', 'role_usage', 'uuid');
const SCORE_KEYS = keySet('value');
const USAGE_KEYS = keySet(
  'input_tokens',
  'output_tokens',
  'total_tokens',
  'input_tokens_cache_read',
  'input_tokens_cache_write',
  'reasoning_tokens',
  'total_cost',
);

/** One element of `samples[]`: an attempt. Counted when it has been read as a whole. */
export function readInspectSample(log: LogInput, attempts: InspectAttempts): void {
  const { window, issues } = log;
  peekByte(window);
  const start = offsetOf(window);
  let id: string | undefined;
  let idRange: ByteRange = { start, end: start + 1 };
  let epoch = 1;
  let uuid: string | undefined;
  const scores = new Map<string, Scalar>();
  const usage = new Map<string, NormalizedUsage>();
  const roleUsage = new Map<string, NormalizedUsage>();
  if (!enterObject(window)) {
    const range = { start, end: offsetOf(window) };
    issues.add({ code: 'wrongType', severity: 'warning', message: 'This sample is not an object: left out.', range });
    return;
  }
  for (let key = nextKey(window, SAMPLE_KEYS); key !== undefined; key = nextKey(window, SAMPLE_KEYS)) {
    if (key === 'id') {
      const from = offsetOf(window);
      id = readId(window);
      idRange = { start: from, end: offsetOf(window) };
    } else if (key === 'epoch') epoch = readNumber(window) ?? epoch;
    else if (key === 'uuid') uuid = readText(window);
    else if (key === 'scores') readScores(window, scores);
    else if (key === 'model_usage') readUsage(window, usage);
    else if (key === 'role_usage') readUsage(window, roleUsage);
    else skipValue(window);
  }
  const range = { start, end: offsetOf(window) };
  if (id === undefined) {
    issues.add({ code: 'missingField', severity: 'warning', message: 'This sample has no id: left out.', range });
    return;
  }
  attempts.add({ id, epoch, uuid, scores, usage, roleUsage, range, idRange });
}

/** `scores.<scorer>.value`; each part of a value that is an object or array is a score of its own, named `scorer/part`. */
function readScores(window: ByteWindow, scores: Map<string, Scalar>): void {
  if (!enterObject(window)) return;
  for (let scorer = nextAnyKey(window); scorer !== undefined; scorer = nextAnyKey(window)) {
    const kind = peekByte(window);
    if (kind !== OPEN_BRACE) {
      // Summaries hold the bare value.
      readScoreValue(window, scorer, scores);
      continue;
    }
    enterObject(window);
    for (let key = nextKey(window, SCORE_KEYS); key !== undefined; key = nextKey(window, SCORE_KEYS)) {
      if (key === 'value') readScoreValue(window, scorer, scores);
      else skipValue(window);
    }
  }
}

function readScoreValue(window: ByteWindow, scorer: string, scores: Map<string, Scalar>): void {
  const kind = peekByte(window);
  if (kind === OPEN_BRACE) {
    enterObject(window);
    for (let part = nextAnyKey(window); part !== undefined; part = nextAnyKey(window)) {
      scores.set(`${scorer}/${part}`, readScalar(window) ?? null);
    }
  } else if (kind === OPEN_BRACKET) {
    enterArray(window);
    for (let i = 0; nextElement(window); i++) scores.set(`${scorer}/${i}`, readScalar(window) ?? null);
  } else scores.set(scorer, readScalar(window) ?? null);
}

/** By model, or by the role of a model. */
function readUsage(window: ByteWindow, usage: Map<string, NormalizedUsage>): void {
  if (!enterObject(window)) return;
  for (let user = nextAnyKey(window); user !== undefined; user = nextAnyKey(window)) {
    if (!enterObject(window)) continue;
    const numbers = new Map<string, number | undefined>();
    for (let key = nextKey(window, USAGE_KEYS); key !== undefined; key = nextKey(window, USAGE_KEYS)) {
      if (key === '') skipValue(window);
      else numbers.set(key, readCount(window));
    }
    const normalized = normalizeUsage({
      input: numbers.get('input_tokens'),
      output: numbers.get('output_tokens'),
      total: numbers.get('total_tokens'),
      cacheRead: numbers.get('input_tokens_cache_read'),
      cacheWrite: numbers.get('input_tokens_cache_write'),
      reasoning: numbers.get('reasoning_tokens'),
      costUsd: numbers.get('total_cost'),
    });
    if (normalized !== undefined) usage.set(user, normalized);
  }
}

function readCount(window: ByteWindow): number | undefined {
  const value = readNumber(window);
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
}
