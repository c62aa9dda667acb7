import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whoever holds a mark for longer has died with it. */
const LONGEST_HOLD_MS = 10_000;

/**
 * Does something that takes a moment while no other process does the same: a file, there as long, keeps them out.
 * Undefined where another is at it.
 */
export async function exclusively<Result>(
  mark: string,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result } | undefined> {
  await mkdir(dirname(mark), { recursive: true });
  const madeAt = await stat(mark).catch(() => undefined);
  if (madeAt && Date.now() - madeAt.mtimeMs > LONGEST_HOLD_MS) await rm(mark, { force: true });
  try {
    await writeFile(mark, '', { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  }
  try {
    return { result: await work() };
  } finally {
    await rm(mark, { force: true });
  }
}
