import { basename } from 'node:path';
import type { EvalCounts } from '../core/counts.ts';
import { isJsonLines, sniff, type FormatId } from '../sniff/sniff.ts';
import { bytesSource, readHead } from '../readers/byteSource.ts';
import { gunzippedSource } from '../readers/gunzip.ts';
import { isGzip } from '../readers/openText.ts';
import { countCsv } from './countCsv.ts';
import { countHumanEval } from './countHumanEval.ts';
import { countParquet } from './countParquet.ts';
import type { Duckdb } from './duckdb.ts';

export interface CountedTable {
  readonly format: FormatId;
  readonly evals: readonly EvalCounts[];
}

/**
 * Counts a log that is a table, by DuckDB: exactly what the reader of its format counts, or undefined. DuckDB groups equal rows;
 * what a row means is decided as the reader decides it. A file in which anything is odd (a malformed line, a missing verdict, an
 * unusual type) is left to the reader, so that the reader's answer, with its issues and their places, is the only one.
 *
 * A gzip file counts as what is in it; the limit against bombs is the reader's, for here memory holds the counts only, whatever comes.
 *
 * `head`: the first 64 KB of the file.
 */
export async function countTable(path: string, head: Uint8Array, duckdb: Duckdb): Promise<CountedTable | undefined> {
  const packing = isGzip(head) ? 'gzip' : 'uncompressed';
  const name = packing === 'gzip' ? basename(path).replace(/\.gz$/i, '') : basename(path);
  const text = new TextDecoder('latin1').decode(packing === 'gzip' ? unpackedHead(head) : head);
  const table = { path, name, packing } as const;
  try {
    if (packing === 'uncompressed' && text.startsWith('PAR1'))
      return await tableOf('counts', countParquet(path, name, duckdb));
    // The reader may take it for UTF-16, or for no text at all.
    if (text.includes('\u0000')) return undefined;
    const format = sniff(name, text);
    if (format === 'human-eval') return await tableOf(format, countHumanEval(table, duckdb));
    const isCsv = format === 'counts' && !/^\s*[[{]/.test(text) && !isJsonLines(name, text);
    return isCsv ? await tableOf(format, countCsv(table, text, duckdb)) : undefined;
  } catch {
    // DuckDB is the stricter of the two here: the reader says what is wrong, and where.
    return undefined;
  }
}

/** What of a gzip file its first bytes hold. */
function unpackedHead(head: Uint8Array): Uint8Array {
  return readHead(gunzippedSource(bytesSource(head)).source, head.length);
}

async function tableOf(
  format: FormatId,
  counting: Promise<readonly EvalCounts[] | undefined>,
): Promise<CountedTable | undefined> {
  const evals = await counting;
  return evals === undefined ? undefined : { format, evals };
}
