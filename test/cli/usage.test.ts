import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { countsCsv, mixedCounts } from '../support/countsCsv.ts';
import { eventually } from '../support/eventually.ts';
import { analyzeToJson, needsBuiltPassk, passkPath, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('passk', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  it('shows help with examples for every command', async () => {
    await checkHelp(['--help'], [/analyze/, /serve/, /Examples:/]);
    await checkHelp(['analyze', '--help'], [/--fail-under/, /Examples:/, /Exit status/]);
    await checkHelp(['compare', '--help'], [/--target/, /--seed/, /Examples:/, /Exit status/]);
    await checkHelp(['plan', '--help'], [/--within/, /--seed/, /Examples:/, /Exit status/]);
    await checkHelp(['difficulty', '--help'], [/--top/, /Examples:/, /Exit status/]);
    await checkHelp(['serve', '--help'], [/--stdio/]);
  });

  it('knows its version', async () => {
    const { stdout, status } = await runPassk(['--version']);
    assert.equal(status, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('answers bad usage with status 2, what is wrong, and the usage', async () => {
    await checkUsageError(['analyze', 'x', '--unknown'], /unknown option '--unknown'/);
    await checkUsageError(['analyze'], /missing required argument/);
    await checkUsageError(['analyze', 'x', '--at', 'ten'], /“ten” is not a whole number of attempts/);
    await checkUsageError(['analyze', 'x', '--format', 'xml'], /Allowed choices are text, json, markdown, csv/);
    await checkUsageError(['analyze', 'x', '--fail-under', 'pass@10'], /pass@K=V/);
    await checkUsageError(['serve'], /--stdio/);
    await checkUsageError(['nonsense'], /unknown command 'nonsense'/);
  });

  it('shows its help for no command, with status 2', async () => {
    const { status, stderr } = await runPassk([]);
    assert.equal(status, 2);
    assert.match(stderr, /Usage: passk/);
  });

  describe('gates', () => {
    it('are met or missed by the observed pass@k, and say so on standard error', async () => {
      const path = scratch.write('a.csv', countsCsv(mixedCounts));
      const met = await runPassk(['analyze', path, '--fail-under', 'pass@1=0.36', '--fail-under', 'pass@10=75%']);
      assert.equal(met.status, 0);
      assert.match(met.stderr, /gate pass@1 ≥ 36%, .*: met, observed 36\.7% \[/);
      const missed = await runPassk(['analyze', path, '--fail-under', 'pass@1=0.37']);
      assert.equal(missed.status, 1);
      assert.match(missed.stderr, /missed, observed 36\.7%/);
    });

    it('are judged by the prediction beyond the data', async () => {
      const path = scratch.write('a.csv', countsCsv(mixedCounts));
      const { status, stderr } = await runPassk(['analyze', path, '--fail-under', 'pass@1234=0.1']);
      assert.equal(status, 0);
      assert.match(stderr, /gate pass@1,234 ≥ 10%, .*: met, predicted \d/);
    });

    it('are judged by the prediction where attempts stop at the first success, as a mean of c/n is too high', async () => {
      const stopped = Array.from({ length: 30 }, (_, i): [number, number] => (i < 20 ? [1 + 2 * i, 1] : [60, 0]));
      const path = scratch.write('stopped.csv', countsCsv(stopped));
      const { status, stderr } = await runPassk(['analyze', path, '--fail-under', 'pass@1=0.07']);
      assert.equal(status, 1);
      assert.match(stderr, /gate pass@1 ≥ 7%, .*: missed, predicted \d/);
    });

    it('are missed where nothing can be said', async () => {
      const path = scratch.write(
        'a.csv',
        countsCsv([
          [1, 1],
          [1, 0],
        ]),
      );
      const { status, stderr } = await runPassk(['analyze', path, '--fail-under', 'pass@10=0']);
      assert.equal(status, 1);
      assert.match(stderr, /missed, neither observed nor predicted/);
    });

    it('hold for every evaluation', async () => {
      const good = scratch.write(
        'good.csv',
        countsCsv([
          [4, 4],
          [4, 3],
        ]),
      );
      const bad = scratch.write(
        'bad.csv',
        countsCsv([
          [4, 1],
          [4, 0],
        ]),
      );
      assert.equal((await runPassk(['analyze', good, bad, '--fail-under', 'pass@1=0.5'])).status, 1);
      assert.equal((await runPassk(['analyze', good, '--fail-under', 'pass@1=0.5'])).status, 0);
    });
  });

  describe('prices', () => {
    const log =
      'problem,num_samples,num_correct,prompt_tokens,completion_tokens,model\np,10,4,1000,20000,m\nq,10,0,1000,20000,m\n';

    it('turn tokens into dollars', async () => {
      const path = scratch.write('a.csv', log);
      const prices = scratch.write('prices.json', '{"input": 1, "output": 10, "promptBilling": "once"}');
      const { report } = await analyzeToJson([path, '--prices', prices]);
      const cost = report.evals[0]?.cost;
      assert.equal(cost?.unit, 'usd');
      // 2,000 completion tokens an attempt at $10 a million.
      assert.ok(Math.abs(cost.perAttempt - 0.02) < 1e-12, String(cost.perAttempt));
    });

    it('of a model go before the others', async () => {
      const path = scratch.write('a.csv', log);
      const prices = scratch.write(
        'prices.json',
        '{"input": 1, "output": 10, "models": {"m": {"input": 1, "output": 5}}}',
      );
      const { report } = await analyzeToJson([path, '--prices', prices]);
      assert.ok(Math.abs((report.evals[0]?.cost.perAttempt ?? 0) - 0.01) < 1e-12);
    });

    it('that are wrong are named with file and field', async () => {
      await checkBadPrices('{"input": -1, "output": 1}', /prices\.json: input: Too small/);
      await checkBadPrices('{"input": 1, "output": 1e300}', /prices\.json: output: Too big/);
      await checkBadPrices('{"input": "1", "output": 1}', /prices\.json: input: Invalid input: expected number/);
      await checkBadPrices('{"input": 1}', /prices\.json: output: Invalid input/);
      await checkBadPrices('{"input": 1, "output": 1, "ouput": 1}', /prices\.json: Unrecognized key: "ouput"/);
      await checkBadPrices('{"input": 1, "output": 1, "models": {"m": {"input": 1}}}', /models\.m\.output/);
      await checkBadPrices('{"input": 1,', /prices\.json: the prices are not valid JSON/);
      await checkBadPrices(undefined, /prices\.json: the prices cannot be read/);
    });

    async function checkBadPrices(content: string | undefined, expected: RegExp): Promise<void> {
      const prices = content === undefined ? scratch.at('no-prices.json') : scratch.write('prices.json', content);
      const { status, stderr } = await runPassk(['analyze', scratch.write('a.csv', log), '--prices', prices]);
      assert.equal(status, 2);
      assert.match(stderr, expected);
    }

    it('give way to operations where the size of the model is known instead', async () => {
      const { report } = await analyzeToJson([scratch.write('a.csv', log), '--params', '7B']);
      const cost = report.evals[0]?.cost;
      assert.equal(cost?.unit, 'flops');
      assert.ok(Math.abs(cost.perAttempt / (2 * 7e9 * 2000) - 1) < 1e-9, String(cost.perAttempt));
    });
  });

  describe('as a citizen of pipes', () => {
    it('ends quietly when its reader leaves', async () => {
      const path = scratch.write('a.csv', countsCsv(mixedCounts));
      const child = spawn(process.execPath, [passkPath, 'analyze', path, path, '--format', 'json']);
      child.stdout.destroy();
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const status = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(status, 0);
      assert.equal(stderr, '');
    });

    it('leaves no temporary file when it is interrupted while it reads standard input', async () => {
      const temporary = scratch.write('tmp/marker', '');
      const folder = dirname(temporary);
      const child = spawn(process.execPath, [passkPath, 'analyze', '-'], { env: { ...process.env, TMPDIR: folder } });
      child.stdin.write('problem,num_samples,num_correct\n');
      await eventually(() => {
        assert.equal(readdirSync(folder).length, 2);
      });
      child.kill('SIGINT');
      const status = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(status, 130);
      assert.deepEqual(readdirSync(folder), ['marker']);
    });
  });

  async function checkHelp(args: readonly string[], expected: readonly RegExp[]): Promise<void> {
    const { status, stdout } = await runPassk(args);
    assert.equal(status, 0);
    for (const pattern of expected) assert.match(stdout, pattern);
  }

  async function checkUsageError(args: readonly string[], expected: RegExp): Promise<void> {
    const { status, stdout, stderr } = await runPassk(args);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, expected);
    assert.match(stderr, /Usage: passk/);
  }
});
