import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import * as z from 'zod';
import { runCli } from '../../server/cli/runCli.ts';
import { openFileSource } from '../../server/host/fileSource.ts';
import { filesReport } from '../support/analyzeReport.ts';
import { countsCsv, mixedCounts } from '../support/countsCsv.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const proportion = z.number().min(0).max(1);
const count = z.number().nonnegative();
const design = { design: z.enum(['everyProblem', 'untilSolved']), numProblems: count, attemptsEach: count };
const names = { task: z.string(), model: z.string(), scorer: z.string(), sources: z.array(z.string()) };

/** The JSON of `passk plan`, as docs/cli.md promises it. */
const planReport = z.strictObject({
  schemaVersion: z.literal(1),
  files: filesReport,
  k: count,
  within: proportion,
  level: proportion,
  seed: count,
  evals: z.array(
    z.union([
      z.strictObject({ ...names, numProblems: count, numNeverSolved: count, notIdentified: z.string() }),
      z.strictObject({
        ...names,
        numProblems: count,
        numNeverSolved: count,
        current: z.strictObject({ value: proportion, low: proportion, high: proportion, halfWidth: proportion }),
        designs: z.array(
          z.union([
            z.strictObject({
              ...design,
              reachable: z.literal(true),
              attempts: z.strictObject({ value: count, low: count, high: count }),
            }),
            z.strictObject({ ...design, reachable: z.literal(false), halfWidth: proportion }),
          ]),
        ),
        problems: z.array(
          z.strictObject({
            problem: z.string(),
            ...{ numSamples: count, numCorrect: count, everyProblem: count.optional(), untilSolved: count.optional() },
          }),
        ),
      }),
    ]),
  ),
});

describe('passk plan', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();
  const ask = ['--at', '100', '--within', '10%'];

  it('says how many more attempts on which problems, the same in every format', async () => {
    const path = scratch.write('counts.csv', countsCsv(mixedCounts));
    const [evaluation = assert.fail()] = (await planOf([path, ...ask])).evals;
    assert.ok('designs' in evaluation);
    const [everyProblem = assert.fail(), untilSolved = assert.fail()] = evaluation.designs;
    assert.deepEqual([everyProblem.numProblems, untilSolved.numProblems], [12, 3]);
    assert.ok(everyProblem.reachable && everyProblem.attemptsEach > 0);
    assert.equal(everyProblem.attempts.value, 12 * everyProblem.attemptsEach);

    const text = await runPassk(['plan', path, ...ask]);
    assert.match(text.stdout, /^ +every problem +12 +\d+ +\d/m);
    assert.match(text.stdout, /^ +unsolved problems, until the first success +3 /m);
    assert.match(text.stdout, /For ±10\.0 pp:/);
    assert.doesNotMatch(text.stdout, /NaN|Infinity|undefined|null|\u001b/);
    const markdown = await runPassk(['plan', path, ...ask, '--format', 'markdown']);
    assert.match(markdown.stdout, /^\| every problem \| 12 \| \d/m);
    const csv = await runPassk(['plan', path, ...ask, '--format', 'csv']);
    const rows = csv.stdout.trimEnd().split('\n').map((row) => row.split(',')); // prettier-ignore
    assert.equal(rows.length, 13);
    assert.deepEqual(
      rows.slice(1).map((row) => row[6]),
      Array<string>(12).fill(String(everyProblem.attemptsEach)),
    );
    assert.deepEqual(new Set(rows.slice(4).map((row) => row[7])).size, 1);
    assert.deepEqual(
      evaluation.problems.map((each) => Object.values(each).map(String)),
      rows.slice(1).map((row) => row.slice(3).filter((cell) => cell !== '')),
    );
  });

  it('says that nothing is needed, that nothing helps, or that nothing is known', async () => {
    const path = scratch.write('counts.csv', countsCsv(mixedCounts));
    const enough = await runPassk(['plan', path, '--at', '1', '--within', '40%']);
    assert.match(enough.stdout, /within ±40\.0 pp as it is/);
    const never = await runPassk(['plan', path, '--at', '100', '--within', '0.0001']);
    assert.match(
      never.stdout,
      /Not within 1,000 more attempts each \(every problem\), the most that is\s+looked at: ±/,
    );
    const single = scratch.write('one.csv', 'problem,num_samples,num_correct\na,1,0\nb,1,1\n');
    assert.deepEqual(
      (await planOf([single, ...ask])).evals.map((each) => 'notIdentified' in each && each.notIdentified),
      ['singleAttempt'],
    );
  });

  it('shows on a terminal how many futures it has simulated, and takes that away', async () => {
    const path = scratch.write('counts.csv', countsCsv(mixedCounts));
    const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    await runCli({
      args: ['plan', path, ...ask],
      version: '0',
      jobProgram: '',
      countProgram: [''],
      renderSvg: () => assert.fail(),
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: terminal,
      env: {},
      openSource: openFileSource,
      serve: () => Promise.resolve(),
    });
    const shown = String(terminal.read());
    assert.match(shown, /planning .*: 1 simulated future\r?/);
    assert.match(shown, /planning .*: 20 simulated futures/);
    assert.ok(shown.endsWith('\u001b[2K'));
  });

  it('needs to know which k and how certain', async () => {
    for (const args of [[], ['--at', '10'], ['--within', '5%'], ['--at', '10', '--within', '2']]) {
      const { status, stderr } = await runPassk(['plan', 'x', ...args]);
      assert.equal(status, 2);
      assert.match(stderr, /--at|--within/);
    }
  });
});

async function planOf(args: readonly string[]): Promise<z.infer<typeof planReport>> {
  const { stdout } = await runPassk(['plan', ...args, '--format', 'json']);
  return planReport.parse(JSON.parse(stdout));
}
