import type { DecodedArray, RowGroup } from 'hyparquet/src/types.js';
import { quoteText } from '../issueLog.ts';
import { ReadStop } from '../json/readStop.ts';
import { pagesOf } from './columnValues.ts';
import type { ParquetFile } from './parquetFile.ts';

/** Values of one column, one after the other. */
interface ColumnCursor {
  readonly pages: Iterator<DecodedArray, unknown>;
  page: DecodedArray;
  at: number;
}

/**
 * Calls `onRow` with the values of these columns, each the keys from an outermost column to a leaf, of one row after the other; `row` is its number, from 0.
 * Held are one page of each column and its dictionary. Throws a `ReadStop` where the file is damaged, and `ReadCancelled`.
 */
export function forEachRow(
  file: ParquetFile,
  columns: readonly (readonly string[])[],
  isCancelled: (() => boolean) | undefined,
  onRow: (values: readonly unknown[], row: number) => void,
): void {
  const values = new Array<unknown>(columns.length);
  let row = 0;
  for (const group of file.groups) {
    const cursors = columns.map((column) => cursorOf(file, group, column, isCancelled));
    for (let left = Number(group.num_rows); left > 0; left--) {
      for (let i = 0; i < cursors.length; i++) values[i] = next(cursors[i]!, row);
      onRow(values, row);
      row++;
    }
  }
}

/** Names of columns may hold dots. */
const SEPARATOR = '\u0000';

function cursorOf(
  file: ParquetFile,
  { columns }: RowGroup,
  path: readonly string[],
  isCancelled: (() => boolean) | undefined,
): ColumnCursor {
  const key = path.join(SEPARATOR);
  const found = columns.find(({ meta_data: data }) => data?.path_in_schema.join(SEPARATOR) === key);
  if (found?.meta_data === undefined || found.file_path) {
    throw new ReadStop('damaged', 0, `its column ${quoteText(path.join('.'))} is not in it`);
  }
  return { pages: pagesOf(file, found.meta_data, isCancelled), page: [], at: 0 };
}

function next(cursor: ColumnCursor, row: number): unknown {
  while (cursor.at >= cursor.page.length) {
    const { done, value } = cursor.pages.next();
    if (done === true) throw new ReadStop('truncated', 0, `a column ends before its row ${row + 1}`);
    cursor.page = value;
    cursor.at = 0;
  }
  return cursor.page[cursor.at++];
}
