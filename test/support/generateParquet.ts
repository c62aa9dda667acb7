// `npx tsx test/support/generateParquet.ts`: writes the Parquet files of the fixtures, by DuckDB.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckdb } from '../../server/tables/duckdb.ts';
import { root } from './projectFiles.ts';

const opened = await openDuckdb({ folders: [root], threads: 1 });
if (opened.kind === 'absent') throw new Error(opened.reason);
const { duckdb } = opened;

const write = (path: string, rows: string, codec: string): Promise<unknown> =>
  duckdb.query(`COPY (${rows}) TO '${join(root, 'test/fixtures', path)}' (FORMAT parquet, COMPRESSION ${codec})`);

await write(
  'counts/parquet/counts.parquet',
  `SELECT * FROM (VALUES ('HumanEval/0', 10, 4), ('HumanEval/1', 10, 0), ('__proto__', 12, 12), ('HumanEval/3', 4, 5))
     t(problem, num_samples, num_correct)`,
  'snappy',
);
await write(
  'counts/parquet/attempts.parquet',
  `SELECT CASE WHEN i % 4 = 3 THEN NULL ELSE i % 4 END AS problem_id, i AS seed, CASE WHEN i = 5 THEN NULL ELSE i % 3 = 0 END AS passed,
     'm' AS model FROM range(16) t(i)`,
  'zstd',
);
await write(
  'llmonkeys/parquet/GSM8K_Tiny-1B.parquet',
  `SELECT 'question ' || i AS question, ['a', '<b>', NULL] AS samples, CASE WHEN i = 2 THEN NULL ELSE [i > 0, true, NULL] END AS is_corrects,
     'test' AS orig_dset_split, i AS orig_dset_idx FROM range(4) t(i)`,
  'gzip',
);
const details = 'lighteval/details/org/tiny-1b/2026-01-01T00-00-00.000000';
await write(
  `${details}/details_aime24_2026-01-01T00-00-00.000000.parquet`,
  `SELECT {'id': i::VARCHAR, 'query': 'q'} AS doc, {'text': ['x']} AS model_response,
     {'avg@n:n=4': [0.25, 0.5, 1.0][i + 1], 'pass@k:k=2&n=4': [0.5, 1.0, 1.0][i + 1], 'pass@k:k=4&n=4': 1.0, 'maj@n:n=4': 1.0,
      'f1': 0.3, 'avg@n:n=2': 0.3, 'extractive_match': CASE WHEN i = 1 THEN NULL ELSE i % 2 END} AS metric FROM range(3) t(i)`,
  'snappy',
);

// A run of values that claims to be a billion of them.
const hostile = 'counts/parquet-hostile/run.parquet';
await write(hostile, `SELECT i % 4 AS problem, i % 3 = 0 AS correct FROM range(16) t(i)`, 'uncompressed');
const path = join(root, 'test/fixtures', hostile);
const bytes = readFileSync(path);
const levels = bytes.indexOf(Buffer.from([2, 0, 0, 0, 0x20, 1]));
bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], levels + 4);
writeFileSync(path, bytes);
duckdb.close();
