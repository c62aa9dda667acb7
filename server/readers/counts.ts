import type { EvalCounts } from '../core/counts.ts';
import { peekByte } from './json/skipValue.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './json/bytes.ts';
import { createRowCounter, type RowCounter } from './countRows.ts';
import { readCsvRows } from './csvRows.ts';
import { readJsonRows } from './jsonRows.ts';
import type { LogInput } from './logInput.ts';

/** Generic counts (`problem,num_samples,num_correct`) and attempts (`problem,correct`) as CSV, JSONL or JSON; several groups may share a file. */
export function readCounts(log: LogInput): () => EvalCounts[] {
  const rows = createRowCounter(log);
  const readOn = rowReader(log, rows);
  return () => {
    readOn();
    return rows.evals();
  };
}

/** Rows of a table in any of its spellings, which hold the columns of `countColumns`. */
export function readRows(log: LogInput, rows: Pick<RowCounter, 'add'>): void {
  rowReader(log, rows)();
}

/** The spelling is that of the start, also of what is read on later. */
function rowReader(log: LogInput, rows: Pick<RowCounter, 'add'>): () => void {
  const first = peekByte(log.window);
  const read = first === OPEN_BRACE || first === OPEN_BRACKET ? readJsonRows : readCsvRows;
  return () => {
    read(log, rows);
  };
}
