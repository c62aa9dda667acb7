import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

export interface Shard {
  /** As it was given or found. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** Named by the user: then it is an error when it is no evaluation. */
  readonly isNamed: boolean;
}

export interface DistinctShards {
  readonly shards: readonly Shard[];
  /** Left out, so that no attempt counts twice. */
  readonly duplicates: readonly { readonly path: string; readonly sameAs: string }[];
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

/** Files of different content, the first of each. Contents are compared only where sizes are equal, and read in full only where their ends are equal, too. */
export async function distinctShards(
  files: readonly { readonly path: string; readonly isNamed: boolean }[],
): Promise<DistinctShards> {
  const shards: Shard[] = [];
  const duplicates: { path: string; sameAs: string }[] = [];
  const unreadable: { path: string; message: string }[] = [];
  const bySize = new Map<number, Shard[]>();
  for (const { path, isNamed } of files) {
    try {
      const { size, mtimeMs } = await stat(path);
      const earlier = bySize.get(size) ?? [];
      const same = await findSame(path, earlier);
      if (same !== undefined) {
        duplicates.push({ path, sameAs: same.path });
        continue;
      }
      const shard: Shard = { path, size, modifiedMs: mtimeMs, isNamed };
      bySize.set(size, [...earlier, shard]);
      shards.push(shard);
    } catch (error) {
      unreadable.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { shards, duplicates, unreadable };
}

async function findSame(path: string, others: readonly Shard[]): Promise<Shard | undefined> {
  for (const other of others) {
    if (other.size === 0) return other;
    if ((await endsOf(path, other.size)) !== (await endsOf(other.path, other.size))) continue;
    if ((await hashOf(path)) === (await hashOf(other.path))) return other;
  }
  return undefined;
}

const END_SIZE = 1 << 12;

async function endsOf(path: string, size: number): Promise<string> {
  const file = await open(path);
  try {
    const ends = Buffer.alloc(2 * END_SIZE);
    await file.read(ends, 0, END_SIZE, 0);
    await file.read(ends, END_SIZE, END_SIZE, Math.max(0, size - END_SIZE));
    return ends.toString('latin1');
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('base64');
}
