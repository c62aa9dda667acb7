import assert from 'node:assert/strict';
import * as z from 'zod';
import { filesReport } from '../support/analyzeReport.ts';
import { countsCsv, mixedCounts } from '../support/countsCsv.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const proportion = z.number().min(0).max(1);
const attempts = z.int().positive().nullable();

/** The JSON of `passk difficulty`, as docs/cli.md promises it. */
const difficultyReport = z.strictObject({
  schemaVersion: z.literal(1),
  files: filesReport,
  evals: z.array(
    z.strictObject({
      task: z.string(),
      model: z.string(),
      scorer: z.string(),
      sources: z.array(z.string()),
      level: proportion,
      numProblems: z.int(),
      numNeverSolved: z.int(),
      notIdentified: z.string().optional(),
      problems: z.array(
        z.strictObject({
          group: z.enum(['obtained', 'unsolved']),
          rank: z.int().positive(),
          problem: z.string(),
          numSamples: z.int().positive(),
          numCorrect: z.int().nonnegative(),
          solveRate: z.strictObject({ value: proportion, low: proportion, high: proportion }).optional(),
          solvable: proportion.optional(),
          attemptsForHalf: attempts.optional(),
          attemptsForNineTenths: attempts.optional(),
          solvedWithin: z.array(z.strictObject({ k: z.int(), value: proportion })).optional(),
        }),
      ),
    }),
  ),
});

describe('passk difficulty', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  it('ranks the solved and the unsolved problems apart, the same in every format', async () => {
    const path = scratch.write('counts.csv', countsCsv(mixedCounts));
    const report = await difficultyOf([path, '--at', '10,1k']);
    const [evaluation] = report.evals;
    assert.equal(evaluation?.numNeverSolved, 3);
    assert.deepEqual(
      evaluation.problems.map(({ group, rank, problem }) => `${group} ${rank} ${problem}`),
      [
        ...[3, 4, 5, 6, 7, 8, 9, 10, 11].map((problem, i) => `obtained ${i + 1} p${problem}`),
        ...[0, 1, 2].map((problem, i) => `unsolved ${i + 1} p${problem}`),
      ],
    );
    for (const { group, solvable } of evaluation.problems) assert.equal(solvable === 1, group === 'obtained');

    const csv = await runPassk(['difficulty', path, '--format', 'csv', '--at', '10,1k']);
    const [header = '', ...rows] = csv.stdout.trimEnd().split('\n');
    assert.match(header, /^task,model,scorer,group,rank,problem,num_samples,num_correct,solve_rate,/);
    assert.match(header, /,solved_within_10,solved_within_1000$/);
    assert.deepEqual(
      rows.map((row) => row.split(',')[5]),
      evaluation.problems.map(({ problem }) => problem),
    );
    const text = await runPassk(['difficulty', path]);
    assert.match(text.stdout, /^ +1 +p3 +1\/10 +\d+\.\d% \[\d+\.\d, \d+\.\d\] +100\.0% /m);
    assert.match(text.stdout, /Never solved: .*\n\n.*solvable.*\n +1 +p0 +0\/10 /);
    assert.doesNotMatch(text.stdout, /NaN|Infinity|undefined|null|\u001b/);
    for (const line of text.stdout.split('\n')) assert.ok(Array.from(line).length <= 100, line);
    const markdown = await runPassk(['difficulty', path, '--format', 'markdown']);
    assert.match(markdown.stdout, /^\| 1 \| p3 \| 1\/10 \| \d/m);
  });

  it('lists the first of each ranking, and says how many more there are', async () => {
    const path = scratch.write('counts.csv', countsCsv(mixedCounts));
    const report = await difficultyOf([path, '--top', '2']);
    assert.deepEqual(
      report.evals[0]?.problems.map(({ problem }) => problem),
      ['p3', 'p4', 'p0', 'p1'],
    );
    const { stdout } = await runPassk(['difficulty', path, '--top', '2']);
    assert.match(stdout, /7 more problems: --top lists them\./);
    assert.match(stdout, /1 more problem: --top lists them\./);
  });

  it('ranks by c/n, and says why, where nothing is identified', async () => {
    const path = scratch.write('one.csv', 'problem,num_samples,num_correct\na,1,0\nb,1,1\n');
    const report = await difficultyOf([path]);
    assert.equal(report.evals[0]?.notIdentified, 'singleAttempt');
    assert.ok(report.evals[0].problems.every(({ solveRate }) => solveRate === undefined));
    const { stdout, status } = await runPassk(['difficulty', path]);
    assert.equal(status, 0);
    assert.match(stdout, /! Not identified: every problem has a single attempt/);
  });

  it('ranks 100,000 problems', async function () {
    this.timeout(60_000);
    const path = scratch.write('many.csv', countsCsv(Array.from({ length: 100_000 }, (_, i) => [20, i % 21] as const)));
    const { stdout, status } = await runPassk(['difficulty', path, '--format', 'csv']);
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split('\n').length, 100_001);
  });

  it('keeps names of problems from being a control sequence, markdown or a formula', async () => {
    const path = scratch.write('counts.csv', 'problem,num_samples,num_correct\n=1+1<b>\u001b[31m,4,2\nq,4,1\n');
    assert.doesNotMatch((await runPassk(['difficulty', path])).stdout, /\u001b/);
    assert.doesNotMatch((await runPassk(['difficulty', path, '--format', 'markdown'])).stdout, /<b>/);
    assert.match((await runPassk(['difficulty', path, '--format', 'csv'])).stdout, /,'=1\+1<b>/);
  });

  it('ends with status 1 where there is nothing to rank, and 2 for bad usage', async () => {
    const empty = await runPassk(['difficulty', scratch.write('empty.csv', '')]);
    assert.equal(empty.status, 1);
    assert.match(empty.stderr, /nothing could be analyzed/);
    const usage = await runPassk(['difficulty', 'x', '--top', '0']);
    assert.equal(usage.status, 2);
    assert.match(usage.stderr, /“0” is not a whole number from 1/);
  });
});

async function difficultyOf(args: readonly string[]): Promise<z.infer<typeof difficultyReport>> {
  const { stdout } = await runPassk(['difficulty', ...args, '--format', 'json']);
  return difficultyReport.parse(JSON.parse(stdout));
}
