import type { EvalCounts } from '../core/counts.ts';
import { taskNameOf } from '../readers/names.ts';
import { countAttempts, problemOf, toEval, type Tally } from '../readers/tally.ts';
import type { Duckdb } from './duckdb.ts';
import { sqlPath, sqlText } from './sql.ts';
import type { TextTable } from './textTable.ts';
import { withoutPlaces } from '../readers/withoutPlaces.ts';

/**
 * As `readHumanEval` counts. DuckDB rejects what that rejects (malformed lines, anything behind a value, control characters, invalid
 * UTF-8) and more (repeated keys); the values arrive as JSON, so that `"true"` is no verdict here either.
 */
export async function countHumanEval(
  { path, name, packing }: TextTable,
  duckdb: Duckdb,
): Promise<EvalCounts[] | undefined> {
  const rows = await duckdb.query(
    `SELECT task_id, passed, count(*) FROM read_json(${sqlPath(path)}, format = 'newline_delimited', compression = ${sqlText(packing)},
       columns = {task_id: 'JSON', passed: 'JSON'}) GROUP BY ALL`,
  );
  const tally: Tally = new Map();
  for (const [taskId, passed, count] of rows) {
    const isClean = typeof taskId === 'string' && taskId.startsWith('"') && (passed === 'true' || passed === 'false');
    if (!isClean) return undefined;
    const id: unknown = JSON.parse(taskId);
    const attempts = Number(count);
    countAttempts(problemOf(tally, String(id), NOWHERE), attempts, passed === 'true' ? attempts : 0);
  }
  return withoutPlaces([toEval(tally, { task: taskNameOf([...tally.keys()], name), scorer: 'passed' })]);
}

const NOWHERE = { start: 0, end: 0 };
