import { openDuckdb, type Duckdb } from '../../server/tables/duckdb.ts';
import { root } from './projectFiles.ts';
import { skipBecause } from './skipBecause.ts';

/** A DuckDB for the tests of a suite, which is skipped, visibly, where none is installed. */
export function useDuckdb(): () => Duckdb {
  let duckdb: Duckdb | undefined;
  before(async function () {
    const opened = await openDuckdb({ folders: [root], threads: 2 });
    if (opened.kind === 'absent') skipBecause(this, opened.reason);
    duckdb = opened.duckdb;
  });
  // Mocha runs this also where the suite was skipped.
  after(() => duckdb?.close());
  return () => {
    if (duckdb === undefined) throw new Error('DuckDB is opened before the first test.');
    return duckdb;
  };
}
