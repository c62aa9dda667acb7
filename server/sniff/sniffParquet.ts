import { countColumns, tableFormat } from './sniff.ts';

/** Formats that may be in a Parquet file: its bytes begin with this. */
export const PARQUET_MAGIC = 'PAR1';

export type ParquetFormat = 'counts' | 'llmonkeys' | 'lighteval';

/** The format of a Parquet file whose columns, at the outermost level, have these names. */
export function parquetFormat(has: (column: string) => boolean): ParquetFormat | undefined {
  if (has('is_corrects') || (has('is_correct') && has('samples'))) return 'llmonkeys';
  const isDetails = has('doc') || has('model_response') || has('predictions');
  if (isDetails && (has('metric') || has('metrics'))) return 'lighteval';
  return tableFormat([...countColumns.keys()].filter(has)) === 'counts' ? 'counts' : undefined;
}

/**
 * The same, told from the start of the file's footer, as Latin-1, without parsing it: there every column's name stands behind a byte
 * with its length. Where such bytes stand by chance, the reader says that it is no log.
 */
export function sniffParquet(footer: string): ParquetFormat | undefined {
  return parquetFormat((column) => footer.toLowerCase().includes(`${String.fromCharCode(column.length)}${column}`));
}

/** Where the footer of a Parquet file of `size` bytes begins, of which `end` is the last 8, as Latin-1; undefined where it has none. */
export function parquetFooterStart(size: number, end: string): number | undefined {
  const length = [3, 2, 1, 0].reduce((sum, i) => 256 * sum + end.charCodeAt(i), 0);
  const start = size - end.length - length;
  return end.slice(4) === PARQUET_MAGIC && start >= PARQUET_MAGIC.length ? start : undefined;
}
