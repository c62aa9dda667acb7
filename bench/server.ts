// The language server on a 10 MB EvalPlus log: how long until its lenses are there, how long a start takes, how much memory it holds.
// Run by `npm run bench`, or: node --import tsx bench/server.ts (after a build).
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { generateEvalPlus } from '../test/support/generateEvalPlus.ts';
import { startSession, type LspSession } from '../test/support/lspSession.ts';

const RUNS = 7;
/** Without refresh support the server answers a request for lenses once the fits are there. */
const SESSION = { capabilities: {} };

const large = generateEvalPlus({ numProblems: 164, numAttempts: 50, solutionLength: 950 });
const small = generateEvalPlus({ numProblems: 20, numAttempts: 10, solutionLength: 100 });

const parses = await repeat(() => time(() => void JSON.parse(large)));
const starts = await repeat(async () => {
  const begin = performance.now();
  const session = await startSession(SESSION);
  const initialized = performance.now() - begin;
  const firstLens = initialized + (await timeToLenses(session, small));
  await session.end();
  return { initialized, firstLens };
});
const opens = await repeat(async () => {
  const session = await startSession(SESSION);
  await timeToLenses(session, small);
  const toLenses = await timeToLenses(session, large);
  const memory = await memoryOf(session);
  await session.end();
  return { toLenses, ...memory };
});

const parse = median(parses);
const toLenses = median(opens.map((open) => open.toLenses));
print('log', `${(large.length / 1e6).toFixed(1)} MB, 164 problems × 50 attempts`);
print('JSON.parse of it', `${parse.toFixed(0)} ms`);
print(
  'didOpen to fitted code lenses',
  `${toLenses.toFixed(0)} ms = ${(toLenses / parse).toFixed(1)} × JSON.parse (at most 6, aim 3)`,
);
print('start to initialized', `${median(starts.map((start) => start.initialized)).toFixed(0)} ms`);
print('start to the first code lens', `${median(starts.map((start) => start.firstLens)).toFixed(0)} ms (at most 300)`);
print('memory of the server then', `${median(opens.map((open) => open.resident)).toFixed(0)} MB (at most 200)`);
print('its peak', `${median(opens.map((open) => open.peak)).toFixed(0)} MB`);

async function timeToLenses(session: LspSession, text: string): Promise<number> {
  const uri = `file:///bench/log${text.length}_eval_results.json`;
  const begin = performance.now();
  session.open(uri, text);
  const lenses = await session.lenses(uri);
  const duration = performance.now() - begin;
  if (!lenses.some(({ command }) => command?.title.includes('β') === true)) throw new Error('No fitted lens came');
  return duration;
}

/** Megabytes of all threads of the server. */
async function memoryOf({ process: { pid } }: LspSession): Promise<{ resident: number; peak: number }> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const megabytes = (key: string): number => Number(new RegExp(`${key}:\\s*(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

function time(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

async function repeat<T>(run: () => T | Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let i = 0; i < RUNS; i++) results.push(await run());
  return results;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(32)} ${value}\n`);
}
