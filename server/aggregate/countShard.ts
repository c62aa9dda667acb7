import { readHead } from '../readers/byteSource.ts';
import { isParquet } from '../readers/openText.ts';
import { placeIssues } from '../readers/placeIssues.ts';
import { readLog } from '../readers/readLog.ts';
import type { ByteSource } from '../readers/readResult.ts';
import { siblingsIn } from '../readers/siblingsIn.ts';
import { countTable } from '../tables/countTable.ts';
import type { OpenedDuckdb } from '../tables/duckdb.ts';
import { withoutPlaces } from '../readers/withoutPlaces.ts';
import type { ShardPart } from './shardPart.ts';

export interface CountShardOptions {
  /** Opens a file for reading from its start. Throws what the file system says where that cannot be done. */
  readonly openSource: (path: string) => ByteSource & { readonly close: () => void };
  /** Asked for once a file is large enough for it to be worth its start. */
  readonly openDuckdb: () => Promise<OpenedDuckdb>;
}

/** Below these sizes the reader is done before DuckDB has started. */
const DUCKDB_FROM_BYTES = 1 << 22;
const DUCKDB_FROM_PARQUET_BYTES = 1 << 18;
const HEAD_SIZE = 1 << 16;

/** Counts one file, of any size. Throws what the file system says; bad content is an issue. */
export async function countShard(path: string, { openSource, openDuckdb }: CountShardOptions): Promise<ShardPart> {
  const use = <T>(read: (source: ByteSource) => T): T => {
    const source = openSource(path);
    try {
      return read(source);
    } finally {
      source.close();
    }
  };
  const { head, size } = use((source) => ({ head: readHead(source, HEAD_SIZE), size: source.size ?? 0 }));
  if (size >= (isParquet(head) ? DUCKDB_FROM_PARQUET_BYTES : DUCKDB_FROM_BYTES)) {
    const opened = await openDuckdb();
    if (opened.kind === 'open') {
      const table = await countTable(path, head, opened.duckdb);
      if (table !== undefined) return { ...table, issues: [], countedBy: `DuckDB ${opened.duckdb.version}` };
    }
  }
  const { format, evals, issues, archive } = use((source) =>
    readLog(source, { name: path, openSibling: siblingsIn(path, openSource) }),
  );
  const placed = issues.length === 0 ? [] : use((source) => placeIssues(issues, source, archive));
  return { format, evals: withoutPlaces(evals), issues: placed, countedBy: 'reader' };
}
