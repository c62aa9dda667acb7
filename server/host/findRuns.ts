import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { isSameRun, runOf } from '../language/runOf.ts';
import type { RunIdentity } from '../protocol/lsp.ts';
import { ReadCancelled, readLog } from '../readers/readLog.ts';
import { siblingsIn } from '../readers/siblingsIn.ts';
import { createLruCache } from './lruCache.ts';
import { openFileSource } from './fileSource.ts';

/** Runs that stand beside a log: files of its folder, of its ending, that are of the same task and model. */
export type RunFinder = (path: string, run: RunIdentity, isCancelled: () => boolean) => readonly string[];

/** What is looked at of a folder, in the order of the names: this many files, of this many bytes each and together. */
const MAX_FILES = 1000;
const MAX_FILE_BYTES = 64 * 2 ** 20;
const MAX_BYTES = 256 * 2 ** 20;

/** Remembers what a file is a run of while it stays as it is. Unreadable files are no runs. */
export function createRunFinder(): RunFinder {
  const known = createLruCache<{ readonly run: RunIdentity | undefined }>(MAX_REMEMBERED, () => 1);
  return (path, run, isCancelled) => {
    const folder = dirname(path);
    let bytesLeft = MAX_BYTES;
    return namesIn(folder)
      .filter((name) => extname(name) === extname(path) && name !== basename(path))
      .sort(collator.compare)
      .slice(0, MAX_FILES)
      .map((name) => join(folder, name))
      .filter((sibling) => {
        const size = sizeOf(sibling);
        if (size === undefined || size.bytes > Math.min(bytesLeft, MAX_FILE_BYTES)) return false;
        const key = `${sibling}\n${size.bytes} ${size.modifiedMs}`;
        const read = known.get(key) ?? { run: readRun(sibling, isCancelled) };
        known.set(key, read);
        bytesLeft -= size.bytes;
        return read.run !== undefined && isSameRun(read.run, run);
      });
  };
}

const MAX_REMEMBERED = 10_000;

const collator = new Intl.Collator('en', { numeric: true });

function readRun(path: string, isCancelled: () => boolean): RunIdentity | undefined {
  try {
    const file = openFileSource(path);
    try {
      const { evals } = readLog(file, { name: path, isCancelled, openSibling: siblingsIn(path, openFileSource) });
      return runOf(evals, dirname(path));
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof ReadCancelled) throw error;
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : []));
  } catch {
    return [];
  }
}

function sizeOf(path: string): { readonly bytes: number; readonly modifiedMs: number } | undefined {
  try {
    const { size, mtimeMs } = statSync(path);
    return { bytes: size, modifiedMs: mtimeMs };
  } catch {
    return undefined;
  }
}
