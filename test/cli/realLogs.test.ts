import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { AnalyzeReport } from '../support/analyzeReport.ts';
import { analyzeToJson, needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { skipBecause } from '../support/skipBecause.ts';

const folder = join(root, '..', 'shared', 'data', 'eval-logs');
const expectedPath = join(folder, 'expected.json');

const expectedCounts = z.object({
  problems: z.number(),
  attempts: z.number(),
  correct: z.number(),
  n_min: z.number(),
  n_max: z.number(),
  pass_at_k: z.record(z.string(), z.number()),
});

type ExpectedCounts = z.infer<typeof expectedCounts>;

/** Logs that must be read; the others may be. */
const mustBeRead = [/^(human-eval|inspect|inspect-epoch|livecodebench|tau-bench|nemo-skills)\//];

describe('passk analyze and passk aggregate on real logs', () => {
  const scratch = useScratchFolder();
  before(function () {
    needsBuiltPassk(this);
    if (!existsSync(expectedPath)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
  });

  const expected = existsSync(expectedPath)
    ? Object.entries(z.record(z.string(), expectedCounts).parse(JSON.parse(readFileSync(expectedPath, 'utf8'))))
    : [];

  for (const [key, counts] of expected.filter(([name]) => mustBeRead.some((pattern) => pattern.test(name)))) {
    it(`counts ${key}`, async () => {
      assert.equal(await checkCounts(key, counts, scratch.at('counts.csv')), 'read');
    });
  }

  it('counts the logs of other formats as far as these are read', async function () {
    const others = expected.filter(([name]) => !mustBeRead.some((pattern) => pattern.test(name)));
    const unread: string[] = [];
    for (const [key, counts] of others)
      if ((await checkCounts(key, counts, scratch.at('counts.csv'))) === 'unknown') unread.push(key);
    if (unread.length > 0)
      skipBecause(this, `the formats of ${unread.length} logs are not read yet: ${unread.join(', ')}`);
  });

  it('merges two runs of human-eval into n = 2', async () => {
    const runs = ['run1', 'run2'].map((run) =>
      join(folder, 'human-eval', `gpt35_1spt_${run}_samples.jsonl_results.jsonl`),
    );
    const { report, run } = await analyzeToJson(['--merge', ...runs]);
    assert.match(run.stderr, /2 files merged as HumanEval .* name no model/);
    const [evaluation, ...others] = report.evals;
    assert.equal(others.length, 0);
    assert.deepEqual(
      [evaluation?.numProblems, evaluation?.numAttempts, evaluation?.numCorrect, evaluation?.samplesPerProblem.max],
      [164, 328, 214, 2],
    );
  });

  it('writes the contract for the whole folder, whatever is in it', async () => {
    const { report, run } = await analyzeToJson([folder]);
    assert.equal(run.status, 0);
    assert.ok(report.evals.length >= 12, String(report.evals.length));
  });
});

/** Compares what `passk` counts with what is expected; `unknown` where the format is not read, or the log is more than one file. */
async function checkCounts(key: string, counts: ExpectedCounts, countsPath: string): Promise<'read' | 'unknown'> {
  const [file = '', scorer] = key.split('#');
  const paths = pathsOf(file);
  if (!paths.every(existsSync)) return 'unknown';
  const { report } = await analyzeToJson(['--merge', ...paths]);
  if (report.files[0]?.format === 'unknown') return 'unknown';
  checkReport(report, { key, counts, scorer });
  const aggregated = await runPassk(['aggregate', ...paths, '--out', countsPath]);
  assert.equal(aggregated.status, 0, aggregated.stderr);
  checkReport((await analyzeToJson([countsPath])).report, { key: `${key}, aggregated`, counts, scorer });
  return 'read';
}

function checkReport(
  report: AnalyzeReport,
  {
    key,
    counts,
    scorer,
  }: { readonly key: string; readonly counts: ExpectedCounts; readonly scorer: string | undefined },
): void {
  const evaluation = report.evals.find((e) => scorer === undefined || e.scorer === scorer);
  assert.ok(evaluation, `${key}: no evaluation`);
  const { numProblems, numAttempts, numCorrect, samplesPerProblem } = evaluation;
  assert.deepEqual(
    [numProblems, numAttempts, numCorrect, samplesPerProblem],
    [counts.problems, counts.attempts, counts.correct, { min: counts.n_min, max: counts.n_max }],
    key,
  );
  for (const point of evaluation.passAtK) {
    const value = counts.pass_at_k[String(point.k)];
    if (value === undefined || point.numProblems < counts.problems) continue;
    // The expected values are rounded to five or six digits.
    assert.ok(Math.abs(point.value - value) < 6e-6, `${key}: pass@${point.k} is ${point.value}, not ${value}`);
  }
}

/** One file, or those of `folder/name (rows aligned by line no.)`: a file a seed. */
function pathsOf(key: string): readonly string[] {
  const [prefix = '', note] = key.split(' (');
  if (note === undefined) return [join(folder, key)];
  return projectFiles('../shared/data/eval-logs')
    .filter((path) => path.includes(`${prefix}_output-rs`))
    .map((path) => join(root, path));
}

describe('passk analyze on the examples', () => {
  before(function () {
    needsBuiltPassk(this);
  });

  it('writes the contract for each of them', async function () {
    const examples = projectFiles('examples').filter((path) => !/\.md$|prices|experiment/.test(path));
    if (examples.length === 0) skipBecause(this, 'there are no examples');
    const { report, run } = await analyzeToJson(examples);
    assert.equal(run.status, 0);
    for (const { path, format } of report.files) assert.notEqual(format, 'unknown', path);
  });
});
