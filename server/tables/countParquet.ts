import type { EvalCounts } from '../core/counts.ts';
import { columnName } from '../sniff/sniff.ts';
import { parquetFormat } from '../sniff/sniffParquet.ts';
import { countDistinctRows, groupedColumns } from './countDistinctRows.ts';
import type { Duckdb } from './duckdb.ts';
import { sqlName, sqlPath } from './sql.ts';

/** Types whose text is what the same value is in a CSV file. */
const PLAIN_TYPES = /^(?:VARCHAR|BOOLEAN|U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?)$/;

/** Rows of counts or attempts in a Parquet file: of its columns only those are read that count. */
export async function countParquet(path: string, name: string, duckdb: Duckdb): Promise<EvalCounts[] | undefined> {
  const schema = await duckdb.query(`DESCRIBE SELECT * FROM read_parquet(${sqlPath(path)})`);
  const names = schema.map(([column]) => String(column));
  const columns = groupedColumns(names);
  const lowered = new Set(names.map(columnName));
  if (columns === undefined || parquetFormat((column) => lowered.has(column)) !== 'counts') return undefined;
  const isPlain = [...columns.keys()].every((i) => PLAIN_TYPES.test(String(schema[i]?.[1])));
  if (!isPlain) return undefined;
  const grouped = [...columns.keys()].map((i) => sqlName(names[i] ?? '')).join(', ');
  // Grouped as they are stored, which is faster; the few distinct values become text behind it.
  const rows = await duckdb.query(
    `SELECT CAST(COLUMNS(* EXCLUDE (times)) AS VARCHAR), times FROM
       (SELECT ${grouped}, count(*) AS times FROM read_parquet(${sqlPath(path)}) GROUP BY ALL)`,
  );
  return countDistinctRows(rows, [...columns.values()], name);
}
