import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { EvalCounts } from '../core/counts.ts';
import type { Runner, TaskOutcome } from '../jobs/runner.ts';
import { createCountsSum, type CountsTotal } from './addUp.ts';
import { failureOf, type CountJob } from './countJob.ts';
import type { Shard } from './distinctShards.ts';
import { planTasks } from './planTasks.ts';
import { PART_VERSION, readPart, type ShardPart } from './shardPart.ts';

export interface AggregateRequest {
  readonly shards: readonly Shard[];
  /** For what is counted so far; made, and left behind where something is left to be done. */
  readonly partsFolder: string;
  readonly runner: Runner;
  readonly maxTasks: number;
  /** Threads of each task. */
  readonly threads: number;
  readonly maxAttempts: number;
  /** The program that counts the shards of one task: what it is given is the path of the task's file. */
  readonly countProgram: readonly [string, ...string[]];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AggregateProgress) => void;
}

export interface AggregateProgress {
  readonly numShards: number;
  readonly numCounted: number;
  /** Tasks that failed and are tried again. */
  readonly numRetries: number;
}

export interface CountedShard {
  readonly shard: Shard;
  readonly part: ShardPart;
}

export type AggregateResult =
  | { readonly kind: 'cancelled'; readonly numCounted: number }
  | {
      readonly kind: 'counted';
      readonly evals: readonly EvalCounts[];
      /** See `CountsTotal`. */
      readonly overlaps: CountsTotal['overlaps'];
      readonly counted: readonly Omit<CountedShard, 'evals'>[];
      /** Shards without a count, after all attempts. */
      readonly failed: readonly { readonly shard: Shard; readonly reason: string }[];
      /** Shards whose counts an earlier, interrupted run had left. */
      readonly numResumed: number;
    };

const PROGRESS_MS = 250;

interface PlacedShard extends Shard {
  /** Path of its part. */
  readonly part: string;
}

/** Counts every shard once, in tasks that a runner runs, and adds the counts up. What an earlier run has counted of the same files is not counted again. */
export async function aggregateLogs(request: AggregateRequest): Promise<AggregateResult> {
  const { partsFolder, runner, maxTasks, maxAttempts, signal, onProgress } = request;
  await mkdir(partsFolder, { recursive: true });
  const shards = await Promise.all(request.shards.map((shard) => placeShard(shard, partsFolder)));
  const open = shards.filter(({ part }) => !existsSync(part));
  let numRetries = 0;
  const report = (numCounted: number): void => {
    onProgress({ numShards: shards.length, numCounted, numRetries });
  };
  const folder = await mkdtemp(join(partsFolder, 'run-'));
  const watching = setInterval(() => {
    void numPartsOf(shards, partsFolder).then(report, () => undefined);
  }, PROGRESS_MS);
  let outcomes: readonly TaskOutcome[] = [];
  const tasks = planTasks(open, maxTasks);
  try {
    const commands = await Promise.all(tasks.map((task, i) => writeJob(task, join(folder, `job-${i}.json`), request)));
    outcomes = await runner(commands, {
      folder,
      maxAttempts,
      signal,
      onState: (_, state) => {
        if (state === 'retrying') numRetries++;
      },
    });
  } finally {
    clearInterval(watching);
    await rm(folder, { recursive: true, force: true });
  }
  if (signal.aborted) return { kind: 'cancelled', numCounted: await numPartsOf(shards, partsFolder) };
  return { ...(await collect(shards, tasks, outcomes)), numResumed: shards.length - open.length };
}

/** A part belongs to a file as it is: one that was changed since is counted again. */
async function placeShard(shard: Shard, partsFolder: string): Promise<PlacedShard> {
  const path = resolve(shard.path);
  const identity = [PART_VERSION, await realpath(path), shard.size, shard.modifiedMs];
  const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
  return { ...shard, part: join(resolve(partsFolder), `${key}.json`) };
}

async function numPartsOf(shards: readonly PlacedShard[], partsFolder: string): Promise<number> {
  const present = new Set(await readdir(partsFolder));
  return shards.filter(({ part }) => present.has(basename(part))).length;
}

async function writeJob(
  shards: readonly PlacedShard[],
  path: string,
  { threads, countProgram }: AggregateRequest,
): Promise<{ readonly id: string; readonly command: readonly [string, ...string[]] }> {
  const job: CountJob = { shards: shards.map((shard) => ({ path: resolve(shard.path), part: shard.part })), threads };
  await writeFile(path, JSON.stringify(job));
  return { id: basename(path), command: [...countProgram, resolve(path)] };
}

async function collect(
  shards: readonly PlacedShard[],
  tasks: readonly (readonly PlacedShard[])[],
  outcomes: readonly TaskOutcome[],
): Promise<Omit<Extract<AggregateResult, { kind: 'counted' }>, 'numResumed'>> {
  const sum = createCountsSum();
  const counted: CountedShard[] = [];
  const failed: { shard: Shard; reason: string }[] = [];
  for (const shard of shards) {
    if (!existsSync(shard.part)) {
      failed.push({ shard, reason: await reasonOf(shard, tasks, outcomes) });
      continue;
    }
    const part = await readPart(shard.part);
    sum.add(shard.path, part);
    // What is added is not kept.
    counted.push({ shard, part: { ...part, evals: [] } });
  }
  return { kind: 'counted', ...sum.total(), counted, failed };
}

async function reasonOf(
  shard: PlacedShard,
  tasks: readonly (readonly PlacedShard[])[],
  outcomes: readonly TaskOutcome[],
): Promise<string> {
  const told = await readFile(failureOf(shard.part), 'utf8').catch(() => undefined);
  if (told !== undefined) return told;
  const end = outcomes[tasks.findIndex((task) => task.includes(shard))]?.end;
  return end?.kind === 'failed' ? end.reason : 'it was not counted';
}
