import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeReport, type AnalyzeReport } from './analyzeReport.ts';
import { root } from './projectFiles.ts';
import { skipBecause } from './skipBecause.ts';

export interface PasskRun {
  /** null: ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PasskOptions {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export const passkPath = join(root, 'dist', 'passk.js');

/** In a `before` hook: the tests run the program that users run. */
export function needsBuiltPassk(context: Mocha.Context): void {
  if (!existsSync(passkPath)) skipBecause(context, 'dist/passk.js is missing: npm run build makes it');
}

export function runPassk(args: readonly string[], { input, cwd, env }: PasskOptions = {}): Promise<PasskRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [passkPath, ...args], { cwd: cwd ?? root, env: { ...process.env, ...env } });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, ...output });
    });
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Runs `passk analyze … --format json`, and checks the document against its schema. */
export async function analyzeToJson(
  args: readonly string[],
  options?: PasskOptions,
): Promise<{ readonly report: AnalyzeReport; readonly run: PasskRun }> {
  const run = await runPassk(['analyze', ...args, '--format', 'json'], options);
  return { report: analyzeReport.parse(JSON.parse(run.stdout)), run };
}
