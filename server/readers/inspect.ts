import type { EvalCounts } from '../core/counts.ts';
import { createInspectAttempts } from './inspectAttempts.ts';
import type { InspectAttempts, InspectHeader } from './inspectAttempts.ts';
import { readInspectResults } from './inspectResults.ts';
import type { InspectResults } from './inspectResults.ts';
import { readInspectSample } from './inspectSample.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { OPEN_BRACKET } from './json/bytes.ts';
import { enterArray, enterObject, keySet, nextElement, nextKey } from './json/containers.ts';
import { readText } from './json/readScalar.ts';
import { createIssueLog, quoteText } from './issueLog.ts';
import { createWindow } from './json/byteWindow.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { stemOf } from './names.ts';

const LOG_KEYS = keySet('eval', 'results', 'samples');
const EVAL_KEYS = keySet('task', 'model', 'model_roles', 'task_id');
const ROLE_KEYS = keySet('grader');
const GRADER_KEYS = keySet('model');

/** What a log holds, as far as it has been read: of one document, or of several members of an archive. */
export interface InspectLog {
  readonly header: InspectHeader;
  readonly results: InspectResults;
  readonly attempts: InspectAttempts;
}

/** Inspect's JSON log: `samples[]` are attempts, an epoch each, with the scores of one or more scorers. */
export function readInspect(log: LogInput): EvalCounts[] {
  const into = createInspectLog();
  readHeaderBeside(log, into);
  readInspectDocument(log, into);
  const { header, results, attempts } = into;
  if (header.task === '') header.task = stemOf(log.name).replace(/\.summaries$/, '');
  return attempts.toEvals(log, header, results);
}

/** Summaries name neither task nor model, and record no metrics: where the header that was extracted with them stands beside them, it does. */
function readHeaderBeside(log: LogInput, { header, results }: InspectLog): void {
  const name = log.name.replace(SUMMARIES, '.header.json');
  const source = name === log.name ? undefined : log.openSibling?.(name);
  if (source === undefined) return;
  const beside = createInspectLog();
  const issues = createIssueLog();
  try {
    readInspectDocument({ ...log, name, issues, window: createWindow(source) }, beside);
  } finally {
    source.close();
  }
  if (issues.all().length > 0) {
    const message = `${quoteText(name)}, which stands beside these summaries, is damaged: what it says before the damage was taken.`;
    log.issues.add({ code: 'damaged', severity: 'warning', message });
  }
  // Their places are in the other file.
  const { range, ...names } = beside.header;
  Object.assign(header, names);
  for (const [scorer, metrics] of beside.results.recorded) {
    results.recorded.set(
      scorer,
      metrics.map(({ range: _, ...metric }) => metric),
    );
  }
}

const SUMMARIES = /\.summaries\.json$/;

export function createInspectLog(): InspectLog {
  return {
    header: { task: '', model: '' },
    results: { recorded: new Map() },
    attempts: createInspectAttempts(),
  };
}

/** A whole log, its header alone, or its summaries: an array of samples without their messages. */
export function readInspectDocument(log: LogInput, { header, results, attempts }: InspectLog): void {
  readDocument(log, (window) => {
    if (peekByte(window) === OPEN_BRACKET) {
      readSamples(log, attempts);
      return;
    }
    if (!enterObject(window)) return;
    for (let key = nextKey(window, LOG_KEYS); key !== undefined; key = nextKey(window, LOG_KEYS)) {
      if (key === 'eval') readHeader(window, header);
      else if (key === 'results') readInspectResults(log, results);
      else if (key === 'samples') readSamples(log, attempts);
      else skipValue(window);
    }
  });
}

function readSamples(log: LogInput, attempts: InspectAttempts): void {
  if (!enterArray(log.window)) return;
  while (nextElement(log.window)) readInspectSample(log, attempts);
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
    else if (key === 'task_id') header.taskId = readText(window) ?? '';
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
