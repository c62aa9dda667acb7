import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A temporary file with all that comes from standard input: readers pull bytes, and a log is never in memory as a whole. */
export interface SpooledInput {
  readonly path: string;
  readonly remove: () => void;
}

/** The file is removed by `remove`, and at the latest when the process exits or is interrupted. */
export async function spoolStdin(stdin: Readable): Promise<SpooledInput> {
  const folder = mkdtempSync(join(tmpdir(), 'passk-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', remove).off('SIGINT', interrupt).off('SIGTERM', interrupt);
  };
  process.on('exit', remove).on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const path = join(folder, 'stdin');
  await pipeline(stdin, createWriteStream(path));
  return { path, remove };
}

function interrupt(signal: NodeJS.Signals): void {
  process.exit(signal === 'SIGINT' ? 130 : 143);
}
