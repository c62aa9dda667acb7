import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EvalCounts, TokenUsage } from '../../server/core/counts.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { mergeEvals } from '../../server/readers/mergeEvals.ts';
import { positionsOf } from '../../server/readers/positions.ts';
import { readLog } from '../../server/readers/readLog.ts';
import type { ReadResult } from '../../server/readers/readResult.ts';
import { checkSound } from './checkRead.ts';
import { projectFiles, root } from './projectFiles.ts';

/** One folder of `test/fixtures/<format>/<case>`: logs, and `expected.txt`, which says what is read of them. */
export interface FixtureCase {
  readonly format: string;
  /** `<format>/<case>`. */
  readonly name: string;
  /** Paths from the project's root. */
  readonly logs: readonly string[];
  readonly expected: string;
}

export const EXPECTED_FILE = 'expected.txt';

export function fixtureCases(): FixtureCase[] {
  const files = projectFiles('test/fixtures').filter((path) => !path.startsWith('test/fixtures/oracles/'));
  const folders = [...new Set(files.map((path) => path.split('/').slice(0, 4).join('/')))];
  return folders.map((folder) => {
    const [, , format = '', name = ''] = folder.split('/');
    const logs = files.filter((path) => path.startsWith(`${folder}/`) && basename(path) !== EXPECTED_FILE);
    return { format, name: `${format}/${name}`, logs, expected: `${folder}/${EXPECTED_FILE}` };
  });
}

/** What is read of the logs of a case: evaluations, issues with line and column; of several logs, what they are merged. */
export function describeCase({ logs }: FixtureCase): string {
  const read = logs.map((path) => ({ path, ...readFixture(path, readFileSync(join(root, path))) }));
  const files = read.map(({ path, result, issues }) =>
    [`${basename(path)}: ${result.format}`, ...result.evals.flatMap(describeEval), ...issues].join('\n'),
  );
  if (logs.length > 1) {
    const { evals, duplicates } = mergeEvals(
      read.map(({ path, result }) => ({
        name: basename(path),
        contentHash: readFileSync(join(root, path), 'hex'),
        evals: result.evals,
      })),
    );
    const copies = duplicates.map(({ name, sameAs }) => `  ${name} is ${sameAs} again`);
    files.push(['merged', ...evals.flatMap(({ counts }) => describeEval(counts)), ...copies].join('\n'));
  }
  return `${files.join('\n')}\n`;
}

export function readFixture(
  path: string,
  bytes: Uint8Array,
): { readonly result: ReadResult; readonly issues: string[] } {
  const result = readLog(bytesSource(bytes), { name: path });
  checkSound(result);
  const issues = result.issues.map(({ code, range }) => {
    if (range === undefined) return `  ! ${code}`;
    const [position] = positionsOf(bytesSource(bytes), [range.start]);
    return `  ! ${code} at ${(position?.line ?? 0) + 1}:${(position?.character ?? 0) + 1}`;
  });
  return { result, issues };
}

/** `task | model | scorer: problem c/n, …`, and a line for each metric that the log records. */
export function describeEval({ task, model, scorer, problems, recorded }: EvalCounts): string[] {
  const counts = problems.map(
    ({ problemId, numSamples, numCorrect, tokens }) =>
      `${problemId} ${numCorrect}/${numSamples}${tokens ? describeTokens(tokens) : ''}`,
  );
  const metrics = recorded.map(
    ({ kind, k, value }) => `    ${kind === 'passAtK' ? 'pass@' : 'pass^'}${k} = ${Number(value.toPrecision(6))}`,
  );
  return [`  ${task} | ${model} | ${scorer}: ${counts.join(', ')}`.trimEnd(), ...metrics];
}

function describeTokens(tokens: TokenUsage): string {
  const parts = Object.entries(tokens).map(([kind, value]) => `${kind} ${Number((value as number).toPrecision(12))}`);
  return ` (${parts.join(', ')})`;
}
