// Reading logs, as multiples of what JSON.parse takes for the same text in the same run.
// Run by `npm run bench read`.
import { bytesSource, textSource } from '../server/readers/byteSource.ts';
import { positionsOf } from '../server/readers/positions.ts';
import { readLog } from '../server/readers/readLog.ts';
import type { ByteSource } from '../server/readers/readResult.ts';
import { generateEvalPlus } from '../test/support/generateEvalPlus.ts';

const RUNS = 15;

const current = generateEvalPlus({ numProblems: 164, numAttempts: 50, solutionLength: 950 });
const legacy = legacyLog();
const lines = humanEvalLines();
const lineBytes = new TextEncoder().encode(lines);
const counts = csvRows();

compare('EvalPlus', 'x.eval_results.json', current, () => void JSON.parse(current));
compare('EvalPlus, legacy layout', 'x_eval_results.json', legacy, () => void JSON.parse(legacy));
compare('human-eval, line by line', 'x_results.jsonl', lines, () => {
  for (const line of new TextDecoder().decode(lineBytes).split('\n')) if (line !== '') JSON.parse(line);
});
compare('attempts, CSV (against split)', 'x.csv', counts, () => {
  for (const line of counts.split('\n')) line.split(',');
});

const flat = new TextEncoder().encode(JSON.stringify(JSON.parse(current)));
const offsets = Array.from({ length: 1000 }, (_, i) => Math.floor((i * flat.length) / 1000));
print(
  '1,000 positions in one line',
  median(() => void positionsOf(bytesSource(flat), offsets)),
  flat.length,
);

const GIGA = 20;
let peak = 0;
const streamed = elapsed(() => readLog(repeatedSource(lines, GIGA), { name: 'x_results.jsonl' }));
print(`human-eval, streamed ${GIGA} times`, streamed, lines.length * GIGA);
process.stdout.write(`  memory at most ${(peak / 1e6).toFixed(0)} MB above the start\n`);

function compare(what: string, name: string, text: string, reference: () => void): void {
  const bytes = new TextEncoder().encode(text);
  const read = (source: () => ByteSource) => () => {
    const { evals } = readLog(source(), { name });
    if (!evals.some(({ problems }) => problems.length > 0)) throw new Error(`${what}: nothing was counted`);
  };
  const parsed = median(reference);
  const fromBytes = median(read(() => bytesSource(bytes)));
  const fromText = median(read(() => textSource(text)));
  print(`${what}: reference`, parsed, bytes.length);
  print('  from bytes', fromBytes, bytes.length, parsed);
  print('  from an open document', fromText, bytes.length, parsed);
}

/** EvalPlus 0.2: one verdict a test, so that most of the file is `true,`. */
function legacyLog(): string {
  const tests = Array.from({ length: 100 }, () => true);
  const verdicts = Array.from({ length: 50 }, (_, i) => [i % 3 === 0 ? 'success' : 'failed', tests]);
  const tasks = Array.from(
    { length: 164 },
    (_, i) => [`HumanEval/${i}`, { nfiles: 50, base: verdicts, plus: verdicts }] as const,
  );
  return JSON.stringify({ date: '2023-06-01', hash: 'f00d', eval: Object.fromEntries(tasks) });
}

function humanEvalLines(): string {
  const body = '    if number > threshold:\n        return [value for value in numbers if value != "x"]\n'.repeat(10);
  const line = (i: number): string =>
    JSON.stringify({
      task_id: `HumanEval/${i % 164}`,
      completion: `${body}${i}`,
      result: 'passed',
      passed: i % 3 === 0,
    });
  return `${Array.from({ length: 10_000 }, (_, i) => line(i)).join('\n')}\n`;
}

function csvRows(): string {
  return `problem,correct\n${Array.from({ length: 300_000 }, (_, i) => `problem-${i % 1000},${i % 3 === 0 ? 'true' : 'false'}`).join('\n')}\n`;
}

/** The same bytes again and again: a log that is nowhere in memory as a whole. */
function repeatedSource(text: string, times: number): ByteSource {
  const bytes = new TextEncoder().encode(text);
  const start = process.memoryUsage().rss;
  let pass = 0;
  let source = bytesSource(bytes);
  return {
    size: bytes.length * times,
    read: (target) => {
      const count = source.read(target);
      if (count > 0 || ++pass === times) return count;
      peak = Math.max(peak, process.memoryUsage().rss - start);
      source = bytesSource(bytes);
      return source.read(target);
    },
  };
}

function median(run: () => void): number {
  run();
  const times = Array.from({ length: RUNS }, () => elapsed(run)).toSorted((a, b) => a - b);
  return times[Math.floor(RUNS / 2)] ?? NaN;
}

/** Milliseconds of processor time: other work of the machine would disturb the clock on the wall. */
function elapsed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function print(what: string, milliseconds: number, size: number, reference?: number): void {
  const ratio = reference === undefined ? '' : `${(milliseconds / reference).toFixed(2)} × the reference`;
  const speed = `${(size / 1e3 / milliseconds).toFixed(0)} MB/s`;
  process.stdout.write(
    `${what.padEnd(36)} ${`${milliseconds.toFixed(1)} ms`.padStart(10)} ${speed.padStart(10)}  ${ratio}\n`,
  );
}
