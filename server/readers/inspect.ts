import type { EvalCounts } from '../core/counts.ts';
import { createInspectAttempts } from './inspectAttempts.ts';
import type { InspectHeader } from './inspectAttempts.ts';
import { readInspectResults } from './inspectResults.ts';
import type { InspectResults } from './inspectResults.ts';
import { readInspectSample } from './inspectSample.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { enterArray, enterObject, keySet, nextElement, nextKey } from './json/containers.ts';
import { readText } from './json/readScalar.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';

const LOG_KEYS = keySet('eval', 'results', 'samples');
const EVAL_KEYS = keySet('task', 'model', 'model_roles');
const ROLE_KEYS = keySet('grader');
const GRADER_KEYS = keySet('model');

/** Inspect's JSON log: `samples[]` are attempts, an epoch each, with the scores of one or more scorers. */
export function readInspect(log: LogInput): EvalCounts[] {
  const header: InspectHeader = { task: '', model: '' };
  const results: InspectResults = { recorded: new Map() };
  const attempts = createInspectAttempts();
  readDocument(log, (window) => {
    if (!enterObject(window)) return;
    for (let key = nextKey(window, LOG_KEYS); key !== undefined; key = nextKey(window, LOG_KEYS)) {
      if (key === 'eval') readHeader(window, header);
      else if (key === 'results') readInspectResults(log, results);
      else if (key === 'samples') {
        if (!enterArray(window)) continue;
        while (nextElement(window)) readInspectSample(log, attempts);
      } else skipValue(window);
    }
  });
  return attempts.toEvals(log, header, results);
}

function readHeader(window: ByteWindow, header: InspectHeader): void {
  peekByte(window);
  const start = offsetOf(window);
  if (!enterObject(window)) return;
  header.range = { start, end: start + 1 };
  for (let key = nextKey(window, EVAL_KEYS); key !== undefined; key = nextKey(window, EVAL_KEYS)) {
    if (key === 'task') {
      const from = offsetOf(window);
      header.task = readText(window) ?? '';
      header.range = { start: from, end: offsetOf(window) };
    } else if (key === 'model') header.model = readText(window) ?? '';
    else if (key === 'model_roles') readRoles(window, header);
    else skipValue(window);
  }
}

function readRoles(window: ByteWindow, header: InspectHeader): void {
  if (!enterObject(window)) return;
  for (let role = nextKey(window, ROLE_KEYS); role !== undefined; role = nextKey(window, ROLE_KEYS)) {
    if (role !== 'grader') skipValue(window);
    else if (enterObject(window)) {
      for (let key = nextKey(window, GRADER_KEYS); key !== undefined; key = nextKey(window, GRADER_KEYS)) {
        if (key !== 'model') skipValue(window);
        else header.grader = readText(window) ?? '';
      }
    }
  }
}
