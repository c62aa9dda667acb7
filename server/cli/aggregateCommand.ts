import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { aggregateLogs, type AggregateResult } from '../aggregate/aggregateLogs.ts';
import { countsCsv } from '../aggregate/countsCsv.ts';
import { distinctShards } from '../aggregate/distinctShards.ts';
import { createLocalRunner } from '../jobs/localRunner.ts';
import type { Runner } from '../jobs/runner.ts';
import { createSlurmRunner } from '../jobs/slurmRunner.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import { aggregateNotes, type AggregateNote } from './aggregateNotes.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { findLogs, STDIN_PATH } from './findLogs.ts';
import { issueLines } from './issueLines.ts';
import { parseNatural } from './parseArguments.ts';
import { progressLine } from './progressLine.ts';
import { rm } from 'node:fs/promises';
import { addSlurmOptions, RUNNERS, type SlurmFlags, slurmOptionsOf } from './slurmFlags.ts';
import { terminalStyle } from './terminalStyle.ts';
import { UsageError } from './usageError.ts';

interface AggregateFlags extends SlurmFlags {
  readonly out: string;
  readonly jobs?: number;
  readonly retries: number;
  readonly cpus: number;
}

export function addAggregateCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  const command = program
    .command('aggregate')
    .description('Add up logs of any number and size: the counts (n, c) of each problem, as a CSV file.')
    .argument('<path...>', 'a log, a folder (every log in it) or a glob')
    .requiredOption('--out <file>', 'the counts file to write')
    .addOption(new Option('--runner <runner>', 'where shards are counted').choices(RUNNERS).default('local'))
    .option(
      '--jobs <N>',
      'processes at a time, or tasks of the Slurm array (default: processors, or 100)',
      parseNatural,
    )
    .option('--retries <N>', 'how often a task that failed is tried again', parseNatural, 2);
  addSlurmOptions(command)
    .option('--cpus <N>', 'Slurm: processors of each task', parseNatural, 1)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: AggregateFlags) => {
      setStatus(await aggregate(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk aggregate shards/ --out counts.csv
  passk aggregate 'runs/*/samples.jsonl_results.jsonl' --out counts.csv && passk analyze counts.csv
  passk aggregate /data/shards --out counts.csv --runner slurm --partition cpu --jobs 200

An interrupted run leaves what it has counted in FILE.parts: the same command goes on from there.
Exit status: 0 done; 1 a file could not be counted, and nothing was written; 2 bad usage.`;

const TASKS_A_PROCESS = 4;
const SLURM_TASKS = 100;

async function aggregate(paths: readonly string[], flags: AggregateFlags, world: CliWorld): Promise<ExitStatus> {
  const { stderr, env } = world;
  if (paths.includes(STDIN_PATH)) throw new UsageError('aggregate reads files: it cannot read standard input.');
  const partsFolder = `${flags.out}.parts`;
  const { files, missing } = await findLogs(paths);
  // Neither the result of an earlier run nor its parts are logs to be added.
  const inputs = files.filter(({ path }) => path !== flags.out && !path.startsWith(`${partsFolder}/`));
  const { shards, duplicates, unreadable } = await distinctShards(inputs);
  const lost = [...missing, ...unreadable];
  const progress = progressLine(stderr);
  const say = (text: string): void => {
    progress.clear();
    stderr.write(`passk: ${text}\n`);
  };
  const abort = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    abort.abort(signal);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  let result: AggregateResult;
  try {
    result = await aggregateLogs({
      shards,
      partsFolder,
      ...runnerOf(flags, shards.length, say),
      maxAttempts: flags.retries + 1,
      countProgram: world.countProgram,
      signal: abort.signal,
      onProgress: ({ numShards, numCounted, numRetries }) => {
        const retries = numRetries === 0 ? '' : `, ${numRetries} tasks tried again`;
        progress.show(`counted ${numCounted} of ${numShards} files${retries}`);
      },
    });
  } catch (error) {
    progress.clear();
    throw new UsageError(error instanceof Error ? error.message : String(error));
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  progress.clear();
  if (result.kind === 'cancelled') {
    say(
      `interrupted: ${result.numCounted} of ${shards.length} files are counted; the same command goes on from there.`,
    );
    process.exit(abort.signal.reason === 'SIGTERM' ? 143 : 130);
  }
  const notes = aggregateNotes(result, { lost, duplicates });
  for (const line of issueLines(notes, terminalStyle(stderr, env))) stderr.write(`${line}\n`);
  return await finish(flags.out, partsFolder, result, notes, say);
}

async function finish(
  out: string,
  partsFolder: string,
  { evals }: Extract<AggregateResult, { kind: 'counted' }>,
  { isComplete, summary }: AggregateNote,
  say: (text: string) => void,
): Promise<ExitStatus> {
  if (!isComplete || evals.length === 0) {
    say(evals.length === 0 ? 'there is nothing to count.' : `${out} was not written: it would lack the files above.`);
    return 1;
  }
  await writeWhole(out, countsCsv(evals));
  await rm(partsFolder, { recursive: true, force: true });
  say(`${out}: ${summary}`);
  return 0;
}

function runnerOf(
  flags: AggregateFlags,
  numShards: number,
  say: (text: string) => void,
): { readonly runner: Runner; readonly maxTasks: number; readonly threads: number } {
  const { cpus } = flags;
  if (flags.runner === 'slurm') {
    return {
      runner: createSlurmRunner({ ...slurmOptionsOf(flags), cpus, onNote: say }),
      maxTasks: flags.jobs ?? SLURM_TASKS,
      threads: cpus,
    };
  }
  const processors = availableParallelism();
  const maxProcesses = Math.max(1, Math.min(flags.jobs ?? processors, numShards));
  return {
    runner: createLocalRunner({ maxProcesses }),
    maxTasks: maxProcesses === 1 ? 1 : maxProcesses * TASKS_A_PROCESS,
    threads: Math.max(1, Math.floor(processors / maxProcesses)),
  };
}
