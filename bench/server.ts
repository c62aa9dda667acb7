// The language server on a 10 MB EvalPlus log: how long until its lenses are there, how long a start takes, how much memory it holds.
// Run by `npm run bench server`.
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { generateEvalPlus } from '../test/support/generateEvalPlus.ts';
import { startSession, type LspSession } from '../test/support/lspSession.ts';

const SESSIONS = 5;
const LOGS_A_SESSION = 5;

/** Different logs of the same size, so that no answer comes from the cache. */
const logs = Array.from({ length: LOGS_A_SESSION }, (_, index) =>
  generateEvalPlus({ numProblems: 164, numAttempts: 50, solutionLength: 950, seed: index + 1 }),
);
const small = generateEvalPlus({ numProblems: 20, numAttempts: 10, solutionLength: 100 });

const parses: number[] = [];
const starts: { initialized: number; firstLens: number; firstFittedLens: number }[] = [];
const first: Opened[] = [];
const later: Opened[] = [];
const memory: { resident: number; peak: number }[] = [];

for (let run = 0; run < SESSIONS; run++) {
  const begin = performance.now();
  const session = await startSession();
  const initialized = performance.now() - begin;
  const opening = performance.now() - begin;
  const { counted, fitted } = await open(session, 'small', small);
  starts.push({ initialized, firstLens: opening + counted, firstFittedLens: opening + fitted });
  for (const [index, log] of logs.entries()) {
    (index === 0 ? first : later).push(await open(session, `log${index}`, log));
    if (index === 0) memory.push(await memoryOf(session));
    session.close(uriOf(`log${index}`));
    parses.push(time(() => void JSON.parse(log)));
  }
  await session.end();
}

const parse = median(parses);
const leastParse = Math.min(...parses);
const times = (opened: readonly Opened[], stage: keyof Opened): string => {
  const durations = opened.map((each) => each[stage]);
  const duration = median(durations);
  const least = Math.min(...durations);
  return `${duration.toFixed(0)} ms = ${(duration / parse).toFixed(1)} × JSON.parse; at least ${least.toFixed(0)} ms = ${(least / leastParse).toFixed(1)} ×`;
};
print('log', `${((logs[0]?.length ?? 0) / 1e6).toFixed(1)} MB, 164 problems × 50 attempts, 2 scorers`);
print('JSON.parse of it', `${parse.toFixed(0)} ms, at least ${leastParse.toFixed(0)} ms`);
print('didOpen to lenses with pass@1', times(later, 'counted'));
print('didOpen to lenses with β', `${times(later, 'fitted')} (at most 6, aim 3)`);
print('first log: lenses with pass@1', times(first, 'counted'));
print('first log: lenses with β', times(first, 'fitted'));
const started = (stage: keyof (typeof starts)[number]): string => {
  const durations = starts.map((start) => start[stage]);
  return `${median(durations).toFixed(0)} ms, at least ${Math.min(...durations).toFixed(0)} ms`;
};
print('start to initialized', started('initialized'));
print('start to the first lens', started('firstLens'));
print('start to the first fitted lens', `${started('firstFittedLens')} (at most 300)`);
print('memory after the first log', `${median(memory.map(({ resident }) => resident)).toFixed(0)} MB (at most 200)`);
print('its peak', `${median(memory.map(({ peak }) => peak)).toFixed(0)} MB`);

interface Opened {
  /** Milliseconds from didOpen until lenses could be asked for, and were answered. */
  readonly counted: number;
  readonly fitted: number;
}

async function open(session: LspSession, name: string, text: string): Promise<Opened> {
  const uri = uriOf(name);
  const message = JSON.stringify({
    jsonrpc: '2.0',
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'json', version: 1, text } },
  });
  // Written past the connection: what a client takes to serialize the text is not the server's time.
  const bytes = Buffer.from(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
  const begin = performance.now();
  session.process.stdin?.write(bytes);
  await session.reached(uri, ['counted', 'fitted']);
  await session.lenses(uri);
  const counted = performance.now() - begin;
  await session.reached(uri, ['fitted']);
  const lenses = await session.lenses(uri);
  const fitted = performance.now() - begin;
  if (!lenses.some(({ command }) => command?.title.includes('β') === true)) throw new Error('No fitted lens came');
  return { counted, fitted };
}

function uriOf(name: string): string {
  return `file:///bench/${name}_eval_results.json`;
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

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(32)} ${value}\n`);
}
