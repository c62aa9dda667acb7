import assert from 'node:assert/strict';
import { chmodSync, closeSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { countsCsv, mixedCounts } from '../support/countsCsv.ts';
import { analyzeToJson, needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { skipBecause } from '../support/skipBecause.ts';

describe('passk analyze', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  describe('what it reports', () => {
    it('counts, observes, fits, predicts and prices a log', async () => {
      const path = scratch.write('counts.csv', countsCsv(mixedCounts));
      const { report, run } = await analyzeToJson([path, '--at', '1,10,1k', '--target', '0.5', '--level', '0.8']);
      const [evaluation] = report.evals;
      assert.equal(run.status, 0);
      assert.deepEqual(report.files, [{ path, format: 'counts', issues: [] }]);
      assert.equal(evaluation?.numProblems, 12);
      assert.equal(evaluation.numAttempts, 120);
      assert.equal(evaluation.numCorrect, 44);
      assert.deepEqual(evaluation.samplesPerProblem, { min: 10, max: 10 });
      assert.equal(evaluation.level, 0.8);
      checkClose(evaluation.passAtK.find(({ k }) => k === 1)?.value, 44 / 120);
      checkClose(evaluation.passAtK.find(({ k }) => k === 10)?.value, 9 / 12);
      assert.ok(evaluation.prediction.points.some(({ k }) => k === 1000));
      assert.deepEqual(
        evaluation.cost.targets.map(({ coverage }) => coverage),
        [0.5],
      );
    });

    it('fits laws of curves to points of pass@k without attempts, and says that these are fits of a curve', async () => {
      const path = scratch.write('curve.csv', 'k,pass_at_k\n1,0.1\n4,0.25\n16,0.45\n64,0.6\n');
      const { report, run } = await analyzeToJson([path]);
      assert.equal(run.status, 0);
      assert.deepEqual(report.evals, []);
      assert.equal(report.curves.length, 1);
      assert.equal(report.curves[0]?.points.length, 4);
      assert.equal(report.curves[0].fits.leastSquares.kind, 'interior');
      assert.match(run.stderr, /no attempts, only the pass@k/);
      const { stdout } = await runPassk(['analyze', path]);
      assert.match(stdout, /4 points of pass@k recorded, from 10\.0% at k = 1 to 60\.0% at k = 64; no attempts/);
      assert.match(stdout, /least squares of Eq\. 6/);
      assert.doesNotMatch(stdout, /Beta-binomial|predicted/);
      assert.match((await runPassk(['analyze', path, '--format', 'markdown'])).stdout, /\| 64 \| 60\.0% \|/);
      assert.match((await runPassk(['analyze', path, '--format', 'csv'])).stdout, /,64,0\.6,,,,,,,,,recorded,,,$/m);
      assert.equal((await runPassk(['analyze', path, '--fail-under', 'pass@64=0.5'])).status, 1);
    });

    it('says the same to people, as a table that fits 100 columns', async () => {
      const path = scratch.write('counts.csv', countsCsv(mixedCounts));
      const { stdout, stderr, status } = await runPassk(['analyze', path, '--at', '1,10,1k']);
      assert.equal(status, 0);
      assert.equal(stderr, '');
      assert.match(stdout, /12 problems × 10 attempts, 44 of 120 passed; 3 problems never solved, 1 always/);
      assert.match(stdout, /^ +k +observed pass@k +predicted +without a family +basis$/m);
      assert.match(stdout, /^ +1 +36\.7% \[\d+\.\d, \d+\.\d\] /m);
      assert.match(stdout, /^ +1,000 +– +\d+\.\d% \[.*100× /m);
      assert.match(stdout, /Beta-binomial +β 0\.\d+/);
      assert.match(stdout, /cheapest k for 80%/);
      assert.match(stdout, /Assumed: /);
      for (const line of stdout.split('\n')) assert.ok(Array.from(line).length <= 100, line);
      assert.doesNotMatch(stdout, /NaN|Infinity|undefined|null|\u001b/);
    });

    it('says the same as markdown tables, and as CSV with a row for each k', async () => {
      const path = scratch.write('counts.csv', countsCsv(mixedCounts));
      const markdown = await runPassk(['analyze', path, '--at', '1,1k', '--format', 'markdown']);
      assert.match(markdown.stdout, /^\| k \| observed pass@k \| predicted \| without a family \| basis \|$/m);
      assert.match(markdown.stdout, /^\| 1 \| 36\.7% \[/m);
      const csv = await runPassk(['analyze', path, '--at', '1,1k', '--format', 'csv']);
      const [header = '', ...rows] = csv.stdout.trimEnd().split('\n');
      assert.match(header, /^task,model,scorer,sources,.*,k,observed,/);
      assert.deepEqual(
        rows.map((row) => row.split(',')[7]),
        ['1', '10', '1000'],
      );
      for (const row of rows) assert.equal(row.split(',').length, header.split(',').length);
    });

    it('keeps text of the log from being a control sequence, markdown or a formula', async () => {
      const task = '\u001b[31m=cmd|<img>[x](y)';
      const path = scratch.write('counts.csv', `problem,num_samples,num_correct,task\np,4,2,${task}\nq,4,1,${task}\n`);
      const text = await runPassk(['analyze', path]);
      assert.doesNotMatch(text.stdout, /\u001b/);
      const markdown = await runPassk(['analyze', path, '--format', 'markdown']);
      assert.doesNotMatch(markdown.stdout, /<img>|\[x\]\(y\)/);
      const formula = scratch.write('f.csv', 'problem,num_samples,num_correct,task\np,4,2,=1+1\nq,4,1,=1+1\n');
      const csv = await runPassk(['analyze', formula, '--format', 'csv']);
      assert.match(csv.stdout, /^'=1\+1,/m);
    });

    it('is not fooled by logs that identify nothing', async () => {
      const cases = {
        singleAttempt: [
          [1, 1],
          [1, 0],
        ],
        noneSolved: [
          [5, 0],
          [5, 0],
        ],
        allSolved: [
          [5, 5],
          [5, 5],
        ],
      } as const;
      for (const [reason, counts] of Object.entries(cases)) {
        const { report, run } = await analyzeToJson([scratch.write(`${reason}.csv`, countsCsv(counts))]);
        const fit = report.evals[0]?.fits.betaBinomial;
        assert.equal(run.status, 0);
        assert.deepEqual([fit?.kind, fit?.kind === 'notIdentified' && fit.reason], ['notIdentified', reason]);
      }
    });
  });

  describe('where it looks', () => {
    it('takes every log of a folder, and passes over what is no log', async () => {
      scratch.write('logs/a.csv', countsCsv(mixedCounts));
      scratch.write('logs/deep/b.csv', countsCsv(mixedCounts));
      scratch.write('logs/package.json', '{"name":"x"}');
      scratch.write('logs/picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
      scratch.write('logs/node_modules/c.csv', countsCsv(mixedCounts));
      scratch.write('logs/.git/d.csv', countsCsv(mixedCounts));
      const { report, run } = await analyzeToJson([scratch.at('logs')]);
      assert.deepEqual(
        report.files.map(({ path }) => path),
        [scratch.at('logs/a.csv'), scratch.at('logs/deep/b.csv')],
      );
      assert.equal(run.stderr, '');
    });

    it('takes globs, and a file once however many paths lead to it', async () => {
      const a = scratch.write('a.csv', countsCsv(mixedCounts));
      scratch.write('b[1].csv', countsCsv(mixedCounts));
      symlinkSync(a, scratch.at('link.csv'));
      const { report } = await analyzeToJson([scratch.at('*.csv'), a, scratch.at('b[1].csv')]);
      assert.equal(report.evals.length, 2);
    });

    it('reads standard input', async () => {
      const { report, run } = await analyzeToJson(['-'], { input: countsCsv(mixedCounts) });
      assert.equal(run.status, 0);
      assert.deepEqual(report.evals[0]?.sources, ['-']);
    });

    it('says of a named file that it is no evaluation, with the formats that are', async () => {
      const path = scratch.write('notes.json', '{"name":"x"}');
      const { status, stdout, stderr } = await runPassk(['analyze', path]);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.ok(stderr.startsWith(`${path}:1:1: error: `), stderr);
      assert.match(stderr, /Formats known: .*inspect.*human-eval/);
      assert.match(stderr, /nothing could be analyzed/);
    });

    it('says of a path that leads nowhere which one, and analyzes the others', async () => {
      const path = scratch.write('a.csv', countsCsv(mixedCounts));
      const missing = scratch.at('missing.csv');
      const { report, run } = await analyzeToJson([missing, scratch.at('nothing*.csv'), path]);
      assert.equal(run.status, 0);
      assert.equal(report.evals.length, 1);
      assert.match(run.stderr, /missing\.csv:1:1: error: No such file or folder/);
      assert.match(run.stderr, /nothing\*\.csv:1:1: error: No file matches/);
    });

    it('survives a file that it may not read', async function () {
      if (process.getuid?.() === 0) skipBecause(this, 'root may read every file');
      const path = scratch.write('secret.csv', countsCsv(mixedCounts));
      chmodSync(path, 0);
      const { report, run } = await analyzeToJson([path]);
      assert.equal(run.status, 1);
      assert.equal(report.files[0]?.issues[0]?.code, 'unreadable');
    });
  });

  describe('damaged logs', () => {
    it('names the line and the column of what is wrong, and counts the rest', async () => {
      const lines = [0, 1, 2].map((i) => `{"task_id":"T/${i}","completion":"é","result":"","passed":${i > 0}}`);
      const path = scratch.write(
        'm_results.jsonl',
        [lines[0], '  {"task_id": "T/1", oops}', lines[1], lines[2], ''].join('\n'),
      );
      const { report, run } = await analyzeToJson([path]);
      const [issue] = report.files[0]?.issues ?? [];
      assert.equal(report.evals[0]?.numProblems, 3);
      assert.deepEqual([issue?.code, issue?.line, issue?.column], ['badLine', 2, 22]);
      assert.ok(run.stderr.startsWith(`${path}:2:22: warning: `), run.stderr);
    });

    it('gives one clear error for a file that is empty, or binary', async () => {
      const files = { 'empty.csv': '', 'binary.json': Buffer.from([0, 1, 2, 3]), 'blank.jsonl': ' \n \n' };
      for (const [name, content] of Object.entries(files)) {
        const path = scratch.write(name, content);
        const { status, stderr } = await runPassk(['analyze', path]);
        assert.equal(status, 1);
        assert.equal(stderr.split('\n').filter((line) => line.startsWith(path)).length, 1, stderr);
        assert.doesNotMatch(stderr, /at .*\(|node:|Formats known/);
      }
    });

    it('reads a log of 100 MB in a heap that could not hold it', async function () {
      this.timeout(120_000);
      const path = scratch.at('big_results.jsonl');
      const numLines = 50_000;
      writeAttempts(path, numLines, 2000);
      const { report, run } = await analyzeToJson([path], { env: { NODE_OPTIONS: '--max-old-space-size=48' } });
      assert.equal(run.status, 0);
      assert.equal(report.evals[0]?.numAttempts, numLines);
    });

    it('writes whole JSON for a log that holds nothing, and ends with status 1', async () => {
      const { report, run } = await analyzeToJson([scratch.write('empty.csv', '')]);
      assert.equal(run.status, 1);
      assert.deepEqual(report.evals, []);
    });
  });

  describe('merging', () => {
    it('adds runs of one evaluation', async () => {
      const a = scratch.write(
        'a.csv',
        countsCsv([
          [10, 4],
          [10, 0],
        ])
          .replace(/\n(?=p)/g, '\n')
          .trim(),
      );
      const run = (rows: string): string => `problem,num_samples,num_correct,task,model\n${rows}`;
      const first = scratch.write('run1.csv', run('p,10,4,t,m\nq,10,0,t,m\n'));
      const second = scratch.write('run2.csv', run('p,5,1,t,m\nr,5,5,t,m\n'));
      const other = scratch.write('run3.csv', run('p,5,1,t,another\nq,5,5,t,another\n'));
      const { report } = await analyzeToJson(['--merge', first, second, other, a]);
      assert.deepEqual(
        report.evals.map((e) => [e.sources.length, e.numProblems, e.numAttempts, e.numCorrect]),
        [
          [2, 3, 30, 10],
          [1, 2, 10, 6],
          [1, 2, 20, 4],
        ],
      );
    });

    it('never counts a file twice, and says so', async () => {
      const a = scratch.write('a.csv', countsCsv(mixedCounts));
      const b = scratch.write('b.csv', countsCsv(mixedCounts));
      const { report, run } = await analyzeToJson(['--merge', a, b]);
      assert.equal(report.evals[0]?.numAttempts, 120);
      assert.match(run.stderr, /b\.csv:1:1: warning: The same content as .*a\.csv/);
      assert.equal(report.files[1]?.issues[0]?.code, 'duplicateFile');
    });

    it('counts the archive and the JSON of one run once, and says so', async () => {
      const paths = ['examples/inspect_contest-math.eval', 'examples/inspect_contest-math.json'];
      const { report, run } = await analyzeToJson(['--merge', ...paths]);
      assert.deepEqual(
        report.evals.map((e) => [e.sources, e.numAttempts]),
        [[paths, 320]],
      );
      assert.match(run.stderr, /math\.json:1:1: warning: Attempts of the same run as in .*math\.eval: .* \[sameRun\]/);
    });
  });
});

/** A human-eval log of 100 problems, each attempt with a completion of its own; every third passes. */
function writeAttempts(path: string, numLines: number, completionLength: number): void {
  const file = openSync(path, 'w');
  for (let i = 0; i < numLines; i += 1) {
    const completion = `${i} `.padEnd(completionLength, 'x');
    const attempt = { task_id: `HumanEval/${i % 100}`, completion, result: '', passed: i % 3 === 0 };
    writeSync(file, `${JSON.stringify(attempt)}\n`);
  }
  closeSync(file);
}

function checkClose(actual: number | undefined, expected: number): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) < 1e-12,
    `${String(actual)} is not ${String(expected)}`,
  );
}
