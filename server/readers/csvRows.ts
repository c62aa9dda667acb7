import { columnName, countColumns } from '../sniff/sniff.ts';
import type { CountRow, RowCounter } from './countRows.ts';
import { hasByte, offsetOf } from './json/byteWindow.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { NEWLINE, QUOTE, RETURN, decodeUtf8 } from './json/bytes.ts';
import { ReadStop } from './json/readStop.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';

/**
 * Rows of counts or attempts as RFC 4180 text, separated by commas, semicolons or tabs.
 * Written here rather than taken from a package: those of npm want the text as a whole or a stream of events,
 * where a log is pulled through a window and each row must say where in the file it stands.
 */
export function readCsvRows(log: LogInput, rows: Pick<RowCounter, 'add'>): void {
  readDocument(log, (window) => {
    const separator = separatorOf(window);
    const columns = readRecord(window, separator).map((field) => countColumns.get(columnName(field)));
    const row: CountRow = new Map();
    while (hasByte(window)) {
      const start = offsetOf(window);
      const fields = readRecord(window, separator);
      const end = offsetOf(window);
      if (fields.every((field) => field.trim() === '')) continue;
      if (fields.length !== columns.length) {
        reportWidth(log, fields.length, columns.length, { start, end }, !hasByte(window));
        continue;
      }
      columns.forEach((column, i) => {
        if (column !== undefined) row.set(column, fields[i]!.trim());
      });
      rows.add(row, { start, end });
    }
  });
}

function reportWidth(
  log: LogInput,
  found: number,
  expected: number,
  range: { start: number; end: number },
  isLast: boolean,
): void {
  const wasCut = isLast && found < expected;
  log.issues.add({
    code: wasCut ? 'truncated' : 'badLine',
    severity: 'warning',
    message: wasCut
      ? 'The last row is not whole: left out. The file may still be being written.'
      : `This row has ${found} fields where the header has ${expected}: left out.`,
    range,
  });
}

const SEPARATORS = [',', ';', '\t'];

/** The header is in the window: it has been sniffed there. */
function separatorOf(window: ByteWindow): number {
  const newline = window.bytes.indexOf(NEWLINE, window.pos);
  const end = newline < 0 || newline > window.filled ? window.filled : newline;
  return csvSeparator(decodeUtf8(window.bytes, window.pos, end)).charCodeAt(0);
}

/** The separator that the header has most of. */
export function csvSeparator(header: string): string {
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/** Reads one record and goes behind its line end. A quoted field may hold separators, line ends and doubled quotes. */
function readRecord(window: ByteWindow, separator: number): string[] {
  const fields: string[] = [];
  for (;;) {
    fields.push(readField(window, separator));
    if (!hasByte(window)) return fields;
    const byte = window.bytes[window.pos++]!;
    if (byte === separator) continue;
    if (byte === RETURN && hasByte(window) && window.bytes[window.pos] === NEWLINE) window.pos++;
    return fields;
  }
}

/** Reads up to the separator or line end, which stays. */
function readField(window: ByteWindow, separator: number): string {
  const isQuoted = hasByte(window) && window.bytes[window.pos] === QUOTE;
  window.hold = window.pos;
  if (isQuoted) passQuoted(window);
  while (hasByte(window)) {
    const byte = window.bytes[window.pos]!;
    if (byte === separator || byte === NEWLINE || byte === RETURN) break;
    window.pos++;
  }
  const text = decodeUtf8(window.bytes, window.hold, window.pos);
  window.hold = -1;
  return isQuoted ? unquote(text) : text;
}

function passQuoted(window: ByteWindow): void {
  const offset = offsetOf(window);
  window.pos++;
  for (;;) {
    const found = window.bytes.indexOf(QUOTE, window.pos);
    if (found >= 0 && found < window.filled) {
      window.pos = found + 1;
      if (!hasByte(window) || window.bytes[window.pos] !== QUOTE) return;
      window.pos++;
      continue;
    }
    window.pos = window.filled;
    if (!hasByte(window)) throw new ReadStop('truncated', offset + 1, 'a quoted field is not closed');
  }
}

function unquote(text: string): string {
  const close = text.lastIndexOf('"');
  return (text.slice(1, close) + text.slice(close + 1)).replaceAll('""', '"');
}
