// Logs of hundreds of megabytes: by DuckDB against DuckDB's own query, by the readers against a loop of JSON.parse, and their memory.
// Run by `npm run bench scale`; the files go to a temporary folder (1 GB).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFileSource } from '../server/host/fileSource.ts';
import { readLog } from '../server/readers/readLog.ts';
import { countTable } from '../server/tables/countTable.ts';
import { openDuckdb } from '../server/tables/duckdb.ts';
import { generateEvalPlus } from '../test/support/generateEvalPlus.ts';

const NUM_ATTEMPTS = 400_000;
const NUM_ROWS = 100_000_000;
const RUNS = 5;

const [, script = '', mode, target = ''] = process.argv;
if (mode === '--memory') {
  read(target);
  process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'passk-bench-'));
  try {
    await compareAll(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareAll(folder: string): Promise<void> {
  const log = join(folder, 'samples.jsonl_results.jsonl');
  writeHumanEval(log);
  await compare('human-eval JSONL, streaming reader', [
    ['JSON.parse line by line', () => void parseLines(log)],
    [
      'our reader',
      () => {
        read(log);
      },
    ],
  ]);
  const { stdout } = spawnSync(process.execPath, [script, '--memory', log], { encoding: 'utf8' });
  process.stdout.write(`  memory of a process that reads it: ${(Number(stdout) / 1e6).toFixed(0)} MB at most\n`);

  const document = join(folder, 'big.eval_results.json');
  writeFileSync(document, generateEvalPlus({ numProblems: 164, numAttempts: 240, solutionLength: 950 }));
  await compare('EvalPlus JSON', [
    ['JSON.parse', () => void JSON.parse(readFileSync(document, 'utf8'))],
    [
      'our reader',
      () => {
        read(document);
      },
    ],
  ]);

  const opened = await openDuckdb({ folders: [fileURLToPath(new URL('../..', import.meta.url))], threads: 2 });
  if (opened.kind === 'absent') {
    process.stdout.write(`DuckDB was not measured: ${opened.reason}\n`);
    return;
  }
  const { duckdb } = opened;
  const columns = "columns = {task_id: 'VARCHAR', passed: 'BOOLEAN'}";
  const query = `SELECT task_id, count(*), sum(passed::INT) FROM read_json('${log}', format = 'newline_delimited', ${columns}) GROUP BY ALL`;
  await compare('human-eval JSONL, DuckDB', [
    [
      'its own query',
      async () => {
        await duckdb.query(query);
      },
    ],
    ['our path', () => countTabular(log)],
  ]);

  const writeParquet = (path: string, numRows: number): Promise<unknown> =>
    duckdb.query(
      `COPY (SELECT 'HumanEval/' || (i % 164) AS problem, hash(i) % 3 = 0 AS correct FROM range(${numRows}) t(i)) TO '${path}' (FORMAT parquet)`,
    );
  const fewer = join(folder, 'fewer.parquet');
  await writeParquet(fewer, NUM_ROWS / 10);
  await compare(`Parquet of ${(NUM_ROWS / 10).toExponential(0)} attempts`, [
    ['DuckDB, our path', () => countTabular(fewer)],
    [
      'our reader',
      () => {
        read(fewer);
      },
    ],
  ]);
  const parquet = join(folder, 'attempts.parquet');
  await writeParquet(parquet, NUM_ROWS);
  await compare(`Parquet of ${NUM_ROWS.toExponential(0)} attempts`, [['our path', () => countTabular(parquet)]]);
  duckdb.close();

  async function countTabular(path: string): Promise<void> {
    const table = await countTable(path, headOf(path), duckdb);
    if (table === undefined) throw new Error(`${basename(path)} was left to the reader`);
  }
}

type Contender = readonly [string, () => void | Promise<void>];

/** In turns, so that a busy neighbor disturbs all alike; the first of them is the reference. */
async function compare(what: string, contenders: readonly Contender[]): Promise<void> {
  const times = contenders.map(() => ({ cpu: new Array<number>(), wall: new Array<number>() }));
  for (let run = 0; run < RUNS; run++) {
    for (const [i, [, work]] of contenders.entries()) {
      const wall = performance.now();
      const cpu = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(cpu);
      times[i]?.cpu.push((user + system) / 1000);
      times[i]?.wall.push(performance.now() - wall);
    }
  }
  process.stdout.write(`${what}\n`);
  const reference = median(times[0]?.cpu ?? []);
  for (const [i, [name]] of contenders.entries()) {
    const { cpu = [], wall = [] } = times[i] ?? {};
    const ratio = i === 0 ? '' : `  ${(median(cpu) / reference).toFixed(2)} × the reference`;
    const figures = `${median(cpu).toFixed(0)} ms of processor time, ${median(wall).toFixed(0)} ms (least ${Math.min(...wall).toFixed(0)})`;
    process.stdout.write(`  ${name.padEnd(26)} ${figures}${ratio}\n`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function read(path: string): void {
  const source = openFileSource(path);
  const { evals } = readLog(source, { name: basename(path) });
  source.close();
  if (!evals.some(({ problems }) => problems.length > 0)) throw new Error(`${path}: nothing was counted`);
}

/** What a script would do: a piece at a time, the text split into lines, each parsed, its verdict added. */
function parseLines(path: string): number {
  const counts = new Map<string, number>();
  const decoder = new TextDecoder();
  const piece = new Uint8Array(1 << 20);
  const file = openSync(path, 'r');
  let rest = '';
  for (let count = readSync(file, piece); count > 0; count = readSync(file, piece)) {
    const lines = (rest + decoder.decode(piece.subarray(0, count), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { task_id: id, passed } = JSON.parse(line) as { task_id: string; passed: boolean };
      if (passed) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  closeSync(file);
  return counts.size;
}

function headOf(path: string): Uint8Array {
  const head = new Uint8Array(1 << 16);
  const file = openSync(path, 'r');
  const count = readSync(file, head);
  closeSync(file);
  return head.subarray(0, count);
}

function writeHumanEval(path: string): void {
  const body = '    if number > threshold:\n        return [value for value in numbers if value != "x"]\n'.repeat(9);
  const line = (i: number): string =>
    JSON.stringify({
      task_id: `HumanEval/${i % 164}`,
      completion: `${body}${i}`,
      result: 'passed',
      passed: (i * 7919) % 11 < 4,
    });
  const file = openSync(path, 'w');
  const batch = 10_000;
  for (let first = 0; first < NUM_ATTEMPTS; first += batch)
    writeSync(file, `${Array.from({ length: batch }, (_, i) => line(first + i)).join('\n')}\n`);
  closeSync(file);
}
