import { columnName, countColumns, countContainers } from '../sniff/sniff.ts';
import type { CountColumn } from '../sniff/sniff.ts';
import type { CountRow, RowCounter } from './countRows.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { OPEN_BRACKET } from './json/bytes.ts';
import { enterArray, enterObject, nextAnyKey, nextElement } from './json/containers.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import { forEachLine } from './lines.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';

/** Rows of counts or attempts: one object a line, an array of objects, or an object that holds such an array and what its rows share. */
export function readJsonRows(log: LogInput, rows: Pick<RowCounter, 'add'>): void {
  if (!log.isJsonLines) {
    readDocument(log, (window) => {
      readRowsDocument(window, rows);
    });
    return;
  }
  let row: CountRow = new Map();
  forEachLine(log, {
    parse: (window) => {
      row = readRow(window, new Map());
    },
    commit: (range) => {
      rows.add(row, range);
    },
  });
}

function readRowsDocument(window: ByteWindow, rows: Pick<RowCounter, 'add'>): void {
  if (peekByte(window) === OPEN_BRACKET) {
    readRowArray(window, rows, new Map());
    return;
  }
  if (!enterObject(window)) return;
  const shared: CountRow = new Map();
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
    const column = countColumns.get(columnName(key));
    if (countContainers.some((name) => name === key)) readRowArray(window, rows, shared);
    else if (column !== undefined) shared.set(column, readCell(window, column));
    else skipValue(window);
  }
}

function readRowArray(window: ByteWindow, rows: Pick<RowCounter, 'add'>, shared: CountRow): void {
  if (!enterArray(window)) return;
  while (nextElement(window)) {
    const start = offsetOf(window);
    const row = readRow(window, new Map(shared));
    rows.add(row, { start, end: offsetOf(window) });
  }
}

function readRow(window: ByteWindow, row: CountRow): CountRow {
  if (!enterObject(window)) return row;
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
    const column = countColumns.get(columnName(key));
    if (column === undefined) skipValue(window);
    else row.set(column, readCell(window, column));
  }
  return row;
}

/** Ids keep their spelling, so that long numbers stay distinct. */
function readCell(window: ByteWindow, column: CountColumn): Scalar | undefined {
  return column === 'problem' ? readId(window) : readScalar(window);
}
