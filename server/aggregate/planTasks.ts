import type { Shard } from './distinctShards.ts';

/** Spreads shards over at most `numTasks` tasks of about as many bytes each; each holds its shards in their order. */
export function planTasks<S extends Pick<Shard, 'size'>>(
  shards: readonly S[],
  numTasks: number,
): readonly (readonly S[])[] {
  const tasks = Array.from({ length: Math.min(numTasks, shards.length) }, () => ({ bytes: 0, shards: new Set<S>() }));
  for (const shard of [...shards].sort((a, b) => b.size - a.size)) {
    const lightest = tasks.reduce((least, task) => (task.bytes < least.bytes ? task : least));
    // A file costs something however small it is.
    lightest.bytes += shard.size + PER_FILE_BYTES;
    lightest.shards.add(shard);
  }
  return tasks.map((task) => shards.filter((shard) => task.shards.has(shard)));
}

const PER_FILE_BYTES = 1 << 20;
