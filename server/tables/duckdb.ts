import type * as DuckdbPackage from '@duckdb/node-api';
import { loadEngine } from '../engines/loadEngine.ts';

/** An open DuckDB, in memory. */
export interface Duckdb {
  readonly version: string;
  /** Rows of a query, a value for each column: text, number, bigint, boolean or null. Rejects with what DuckDB says. */
  readonly query: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly close: () => void;
}

export type OpenedDuckdb =
  { readonly kind: 'open'; readonly duckdb: Duckdb } | { readonly kind: 'absent'; readonly reason: string };

export interface DuckdbOptions {
  /** See `engineFolders`. */
  readonly folders: readonly string[];
  readonly threads: number;
}

export const DUCKDB_PACKAGE = '@duckdb/node-api';

/** What a query may hold in memory: it groups into a table of counts, so that this is for the pieces of files that are read at a time. */
const MEMORY_LIMIT = '2GB';

/** Opens DuckDB where it is installed. A crash of its native code ends the process: only for one whose end is no loss. */
export async function openDuckdb({ folders, threads }: DuckdbOptions): Promise<OpenedDuckdb> {
  const engine = await loadEngine({ name: DUCKDB_PACKAGE, folders, isUsable: isDuckdbPackage });
  if (engine.kind === 'absent') return engine;
  try {
    const settings = { threads: String(threads), memory_limit: MEMORY_LIMIT };
    const instance = await engine.module.DuckDBInstance.create(':memory:', settings);
    const connection = await instance.connect();
    const duckdb: Duckdb = {
      version: engine.version,
      query: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
    return { kind: 'open', duckdb };
  } catch (error) {
    return { kind: 'absent', reason: `DuckDB ${engine.version} does not start (${String(error)}).` };
  }
}

function isDuckdbPackage(module: unknown): module is typeof DuckdbPackage {
  return typeof module === 'object' && module !== null && 'DuckDBInstance' in module;
}
