import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { engineFolders } from '../engines/engineFolders.ts';
import { openDuckdb, type OpenedDuckdb } from '../tables/duckdb.ts';
import { countShard, type CountShardOptions } from './countShard.ts';
import { writePart } from './shardPart.ts';

/** A task of `passk aggregate`, as its file says: shards to be counted one after the other. */
export interface CountJob {
  readonly shards: readonly { readonly path: string; readonly part: string }[];
  readonly threads: number;
}

/** Where a shard's last failure is told, beside its part. */
export function failureOf(part: string): string {
  return `${part}.failure`;
}

/**
 * Counts the shards of a job that have no part yet. One that cannot be read does not keep the others from being counted; the number
 * of these is returned. `bundle`: see `engineFolders`.
 */
export async function runCountJob(
  jobPath: string,
  bundle: string,
  openSource: CountShardOptions['openSource'],
): Promise<number> {
  const job = JSON.parse(await readFile(jobPath, 'utf8')) as CountJob;
  let opening: Promise<OpenedDuckdb> | undefined;
  let numFailed = 0;
  for (const { path, part } of job.shards) {
    if (existsSync(part)) continue;
    // Its native code may end this process: the next attempt at this shard finds the mark and does without it.
    const mark = `${part}.native`;
    const openMarked = async (): Promise<OpenedDuckdb> => {
      if (existsSync(mark)) return { kind: 'absent', reason: 'DuckDB ended the process that tried this file.' };
      await writeFile(mark, '');
      opening ??= openDuckdb({ folders: engineFolders(process.env, bundle), threads: job.threads });
      return opening;
    };
    try {
      await writePart(part, await countShard(path, { openSource, openDuckdb: openMarked }));
    } catch (error) {
      numFailed++;
      const message = error instanceof Error ? error.message : String(error);
      await writeFile(failureOf(part), message);
      process.stderr.write(`${path}: ${message}\n`);
    }
    await rm(mark, { force: true });
  }
  return numFailed;
}
