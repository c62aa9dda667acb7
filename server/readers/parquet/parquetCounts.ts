import type { EvalCounts } from '../../core/counts.ts';
import { columnName, countColumns, type CountColumn } from '../../sniff/sniff.ts';
import { createRowCounter, type CountRow } from '../countRows.ts';
import type { ParquetLog } from './parquetLog.ts';
import { scalarOf } from './values.ts';

/** Rows of counts or of attempts, in columns named as in the other tables. */
export function readParquetCounts({ name, issues, leaves, forEachRow }: ParquetLog): EvalCounts[] {
  const columns = leaves.flatMap((leaf): { readonly leaf: readonly string[]; readonly column: CountColumn }[] => {
    const column = leaf.length === 1 ? countColumns.get(columnName(leaf[0] ?? '')) : undefined;
    return column === undefined ? [] : [{ leaf, column }];
  });
  const rows = createRowCounter({ issues, name });
  const row: CountRow = new Map();
  forEachRow(
    columns.map(({ leaf }) => leaf),
    (values, start) => {
      columns.forEach(({ column }, i) => row.set(column, scalarOf(values[i]) ?? ''));
      rows.add(row, { start, end: start + 1 });
    },
  );
  return rows.evals();
}
