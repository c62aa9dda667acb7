import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { analyzeToJson, needsBuiltPassk } from '../support/runPassk.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { skipBecause } from '../support/skipBecause.ts';

const folder = join(root, '..', 'shared', 'data', 'eval-logs');
const expectedPath = join(folder, 'expected.json');

const expectedCounts = z.record(
  z.string(),
  z.object({
    problems: z.number(),
    attempts: z.number(),
    correct: z.number(),
    n_min: z.number(),
    n_max: z.number(),
    pass_at_k: z.record(z.string(), z.number()),
  }),
);

/** Formats that every log of must be read; logs of the others may be. */
const mustBeRead = [/^human-eval\//, /^inspect\/.*\.json(#|$)/];

describe('passk analyze on real logs', () => {
  before(function () {
    needsBuiltPassk(this);
    if (!existsSync(expectedPath)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
  });

  const expected = existsSync(expectedPath)
    ? Object.entries(expectedCounts.parse(JSON.parse(readFileSync(expectedPath, 'utf8'))))
    : [];

  for (const [key, counts] of expected) {
    it(`counts ${key}`, async function () {
      const [file = '', scorer] = key.split('#');
      const path = join(folder, file);
      if (!existsSync(path)) skipBecause(this, `${file} is not one file`);
      const { report } = await analyzeToJson([path]);
      if (report.files[0]?.format === 'unknown' && !mustBeRead.some((pattern) => pattern.test(key))) {
        skipBecause(this, `the format of ${file} is not read yet`);
      }
      const evaluation = report.evals.find((e) => scorer === undefined || e.scorer === scorer);
      assert.ok(evaluation, `no evaluation by ${String(scorer)}`);
      assert.deepEqual(
        {
          problems: evaluation.numProblems,
          attempts: evaluation.numAttempts,
          correct: evaluation.numCorrect,
          n_min: evaluation.samplesPerProblem.min,
          n_max: evaluation.samplesPerProblem.max,
        },
        {
          problems: counts.problems,
          attempts: counts.attempts,
          correct: counts.correct,
          n_min: counts.n_min,
          n_max: counts.n_max,
        },
      );
      for (const { k, value, numProblems } of evaluation.passAtK) {
        const recorded = counts.pass_at_k[String(k)];
        if (recorded === undefined || numProblems < counts.problems) continue;
        // expected.json rounds to 6 digits, and some rows to 5.
        assert.ok(Math.abs(value - recorded) < 6e-6, `pass@${k}: ${value}, expected ${recorded}`);
      }
    });
  }

  it('merges two runs of human-eval into n = 2', async () => {
    const runs = ['run1', 'run2'].map((run) =>
      join(folder, 'human-eval', `gpt35_1spt_${run}_samples.jsonl_results.jsonl`),
    );
    const { report } = await analyzeToJson(['--merge', ...runs]);
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

describe('passk analyze on the examples', () => {
  before(function () {
    needsBuiltPassk(this);
  });

  it('writes the contract for each of them', async function () {
    const examples = projectFiles('examples').filter((path) => !/\.md$|prices/.test(path));
    if (examples.length === 0) skipBecause(this, 'there are no examples');
    const { report, run } = await analyzeToJson(examples);
    assert.equal(run.status, 0);
    for (const { path, format } of report.files) assert.notEqual(format, 'unknown', path);
  });
});
