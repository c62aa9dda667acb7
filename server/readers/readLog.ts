import { recordedCurve } from '../core/recordedCurve.ts';
import { isJsonLines, sniff } from '../sniff/sniff.ts';
import type { EvalCounts } from '../core/counts.ts';
import { readInspectArchive } from './inspectArchive.ts';
import { createIssueLog } from './issueLog.ts';
import type { IssueLog } from './issueLog.ts';
import { createWindow } from './json/byteWindow.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { NAMES, openText } from './openText.ts';
import type { TextEncoding } from './openText.ts';
import { readParquet } from './parquet/readParquet.ts';
import { readers } from './readers.ts';
import { randomSource } from './places.ts';
import type { ByteSource, ReadIssue, ReadOptions, ReadResult } from './readResult.ts';

export { ReadCancelled } from './json/readStop.ts';

const SNIFFED_BYTES = 1 << 16;

/** What `format` is when the file is no log that can be read. */
export const UNKNOWN_FORMAT = 'unknown';

/** A log that was read to its end. */
export interface LogReading {
  readonly result: ReadResult;
  /** Reads on where the source has more by now; undefined where that takes reading anew. What it throws ends the reading. */
  readonly readOn: (() => LogReading) | undefined;
}

/**
 * Counts the attempts of a log and says what is wrong with it. Bad content never throws: what was read is returned, with issues.
 * Throws `ReadCancelled`, and what `source` throws. Ranges are byte offsets in the UTF-8 text (see `openText`).
 */
export function readLog(source: ByteSource, options: ReadOptions): ReadResult {
  return startReading(source, options).result;
}

/** The same, of a log that may grow. */
export function startReading(source: ByteSource, options: ReadOptions): LogReading {
  const issues = createIssueLog();
  const text = openText(source);
  if (text.kind === 'archive' || text.kind === 'parquet') return readBinary(text.kind, source, options, issues);
  if (text.kind === 'empty') return unreadable(issues, 'empty', 'The file is empty.');
  if (text.kind === 'binary') {
    return unreadable(issues, 'notText', `This is ${text.what}, not a log in text: nothing was read.`);
  }
  reportEncoding(issues, text.encoding);
  const window = createWindow(text.source, { isCancelled: options.isCancelled });
  const head = readHeadOf(window);
  window.pos = text.start;
  if (head.slice(text.start).trim() === '' && window.filled < SNIFFED_BYTES) {
    return unreadable(issues, 'empty', 'The file holds nothing but white space.');
  }
  const [fileName = '', folder = ''] = options.name.split(/[\\/]/).reverse();
  // The name of what is in it: the last ending is of the wrapping.
  const name = text.fault === undefined ? fileName : fileName.replace(/\.gz$/i, '');
  const format = sniff(name, head);
  if (format === undefined) {
    return unreadable(issues, 'noCounts', 'This is not an evaluation log of a known format: nothing was read.');
  }
  const { openSibling } = options;
  const reader = readers[format]({ window, name, folder, issues, isJsonLines: isJsonLines(name, head), openSibling });
  const read = (): LogReading => {
    const goesOn = typeof reader === 'function';
    const evals = goesOn ? reader() : reader;
    const fault = text.fault?.();
    if (fault !== undefined) issues.add(fault);
    const isPlain = text.fault === undefined && !text.encoding.startsWith('utf-16');
    const canReadOn = goesOn && window.isAtLine && hasCounts(evals) && isPlain;
    return { result: { format, evals, issues: withEmptiness(evals, issues) }, readOn: canReadOn ? read : undefined };
  };
  return read();
}

/** A log that is no text: an archive of Inspect, the one harness that writes such, or a Parquet file. */
function readBinary(
  kind: 'archive' | 'parquet',
  source: ByteSource,
  options: ReadOptions,
  issues: IssueLog,
): LogReading {
  const random = randomSource(source);
  const what = `This is ${NAMES[kind]}`;
  if (random === undefined) {
    return unreadable(issues, 'notText', `${what}, which can only be read from a file: nothing was read.`);
  }
  if (kind === 'archive') {
    const archive = readInspectArchive(random, options, issues);
    if (archive === undefined)
      return unreadable(issues, 'notText', `${what}, but no log of Inspect: nothing was read.`);
    return readOnce({ format: 'inspect', evals: archive.evals, archive: archive.text }, issues);
  }
  const table = readParquet(random, options, issues);
  return table === undefined ? unknownLog(issues) : readOnce({ ...table, hasText: false }, issues);
}

function readOnce(result: Omit<ReadResult, 'issues'>, issues: IssueLog): LogReading {
  return { result: { ...result, issues: withEmptiness(result.evals, issues) }, readOn: undefined };
}

function hasCounts(evals: readonly EvalCounts[]): boolean {
  return evals.some(({ problems }) => problems.length > 0);
}

function withEmptiness(evals: readonly EvalCounts[], issues: IssueLog): ReadIssue[] {
  if (!hasCounts(evals)) {
    const consequence = evals.some((each) => recordedCurve(each).length > 0)
      ? '; laws are fitted to the pass@k that it records, without a likelihood'
      : '';
    const message = `The log holds no attempt that can be counted${consequence}.`;
    issues.add({ code: 'noCounts', severity: 'info', message });
  }
  return issues.all();
}

function unreadable(issues: IssueLog, code: 'empty' | 'notText' | 'noCounts', message: string): LogReading {
  issues.add({ code, severity: 'error', message });
  return unknownLog(issues);
}

function unknownLog(issues: IssueLog): LogReading {
  return { result: { format: UNKNOWN_FORMAT, evals: [], issues: issues.all() }, readOn: undefined };
}

function reportEncoding(issues: IssueLog, encoding: TextEncoding): void {
  if (encoding === 'utf-8') return;
  const what = encoding === 'utf-8-bom' ? 'begins with a byte-order mark' : `is in ${encoding.toUpperCase()}`;
  issues.add({ code: 'encoding', severity: 'info', message: `The file ${what}: it was read as such.` });
}

/** Fills the window for the sniffer, without moving in it. Latin-1, because only ASCII is looked for. */
function readHeadOf(window: ByteWindow): string {
  while (window.filled < SNIFFED_BYTES && window.refill());
  return new TextDecoder('latin1').decode(window.bytes.subarray(0, Math.min(window.filled, SNIFFED_BYTES)));
}
