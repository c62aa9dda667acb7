import type { EvalCounts } from '../core/counts.ts';
import { csvSeparator } from '../readers/csvRows.ts';
import { countDistinctRows, groupedColumns } from './countDistinctRows.ts';
import type { Duckdb } from './duckdb.ts';
import { sqlPath, sqlText } from './sql.ts';
import type { TextTable } from './textTable.ts';

/** As `readCsvRows` counts. The header is read here, so that DuckDB guesses nothing. `head`: the start of its text. */
export async function countCsv(
  { path, name, packing }: TextTable,
  head: string,
  duckdb: Duckdb,
): Promise<EvalCounts[] | undefined> {
  const [header = ''] = head.split('\n', 1);
  // Quotes, a carriage return that is not of a line end, or letters beyond ASCII (a byte-order mark, too): the reader's.
  if (header.length === head.length || !/^[\x20\x21\x23-\x7e\t]*\r?$/.test(header)) return undefined;
  const separator = csvSeparator(header);
  const names = header.trimEnd().split(separator);
  const columns = groupedColumns(names);
  if (columns === undefined) return undefined;
  const types = names.map((_, i) => `c${i}: 'VARCHAR'`).join(', ');
  const grouped = [...columns.keys()].map((i) => `c${i}`).join(', ');
  const rows = await duckdb.query(
    `SELECT ${grouped}, count(*) FROM read_csv(${sqlPath(path)}, auto_detect = false, compression = ${sqlText(packing)}, header = false, skip = 1,
       delim = ${sqlText(separator)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false,
       columns = {${types}}) GROUP BY ALL`,
  );
  return countDistinctRows(rows, [...columns.values()], name);
}
