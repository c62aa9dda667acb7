import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installEngine } from '../support/brokenEngine.ts';
import { checkAggregate, largeShard } from '../support/checkAggregate.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/projectFiles.ts';
import { analyzeToJson, needsBuiltPassk, passkPath, runPassk, type PasskRun } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { attemptLine } from '../support/smallLogs.ts';

describe('passk aggregate', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();
  checkAggregate(scratch, []);

  it('counts a file once that is there twice, under another name or through a link', async () => {
    const path = scratch.write('a_results.jsonl', attemptLine('t/0', true));
    scratch.write('b_results.jsonl', attemptLine('t/0', true));
    const { stderr } = await aggregate([path, path, scratch.at('b_results.jsonl')]);
    assert.match(written(), /^t\/0,1,1,/m);
    assert.match(stderr, /b_results\.jsonl:1:1: warning: The same content as .*a_results\.jsonl/);
  });

  it('counts a run once of which several files hold the attempts, in whole or in part', async () => {
    const log = (uuid: string, values: readonly number[]): string =>
      JSON.stringify({
        eval: { task: 't', model: 'm', run_id: 'r', task_id: 'k' },
        samples: values.map((value, i) => ({
          id: 's',
          epoch: i + 1,
          uuid: `${uuid}${i}`,
          scores: { match: { value } },
        })),
      });
    scratch.write('logs/a.json', log('x', [1, 0, 0]));
    scratch.write('logs/b.json', log('x', [1, 0]));
    scratch.write('logs/c.json', log('other', [1]).replaceAll('"k"', '"k2"'));
    const { stderr } = await aggregate([scratch.at('logs')]);
    assert.equal(written(), 'problem,num_samples,num_correct,task,model,scorer\ns,4,2,t,m,match\n');
    assert.match(stderr, /b\.json:1:1: warning: Attempts of the same run as in .*a\.json/);
  });

  it('keeps task, model, scorer and tokens where the logs have them, and gives counts that analyze reads', async () => {
    scratch.write(
      '1.csv',
      'problem,num_samples,num_correct,task,model,completion_tokens\n"a,1",4,2,T,m,100\nb,4,0,T,m,50\n',
    );
    scratch.write(
      '2.csv',
      'problem,num_samples,num_correct,task,model,completion_tokens\n"a,1",6,1,T,m,10\nb,4,0,T,other,50\n',
    );
    await aggregate([scratch.at('1.csv'), scratch.at('2.csv')]);
    assert.equal(
      written(),
      'problem,num_samples,num_correct,task,model,completion_tokens\n"a,1",10,3,T,m,110\nb,4,0,T,m,50\nb,4,0,T,other,50\n',
    );
    const { report } = await analyzeToJson([scratch.at('counts.csv')]);
    assert.deepEqual(
      report.evals.map(({ task, model, numAttempts, numCorrect }) => [task, model, numAttempts, numCorrect]),
      [
        ['T', 'm', 14, 3],
        ['T', 'other', 4, 0],
      ],
    );
  });

  it('takes shards that name no task for shards of one', async () => {
    for (const shard of [1, 2]) scratch.write(`part-${shard}.csv`, `problem,correct\nx,${shard - 1}\ny,1\n`);
    await aggregate([scratch.at('part-*.csv')]);
    assert.equal(written(), 'problem,num_samples,num_correct\nx,2,1\ny,2,2\n');
  });

  it('reports bad lines with their places, and counts the others', async () => {
    const path = scratch.write('a_results.jsonl', `${attemptLine('t/0', true)}{"task_id": }\n`);
    const { status, stderr } = await aggregate([path]);
    assert.equal(status, 0);
    assert.match(stderr, /a_results\.jsonl:2:13: warning: This line was left out/);
  });

  it('counts Parquet without DuckDB, and names the rows that it leaves out', async () => {
    const { stderr } = await aggregate([join(root, 'test/fixtures/counts/parquet/attempts.parquet')]);
    assert.equal(written(), 'problem,num_samples,num_correct,model\n0,4,2,m\n1,3,1,m\n2,4,1,m\n');
    assert.match(stderr, /Row 4: This row names no problem: left out/);
    assert.match(stderr, /counted by the reader/);
  });

  it('passes over other files of a folder, and refuses one that was named', async () => {
    scratch.write('logs/a_results.jsonl', attemptLine('t/0', true));
    const other = scratch.write('logs/package.json', '{}');
    assert.equal((await aggregate([scratch.at('logs')])).status, 0);
    const { status, stderr } = await aggregate([scratch.at('logs'), other]);
    assert.equal(status, 1);
    assert.match(stderr, /package\.json:1:1: error: .*not an evaluation log/);
  });

  it('leaves whole parts and no counts when it is interrupted, and goes on from there', async () => {
    for (const shard of [0, 1, 2]) scratch.write(`logs/${shard}.csv`, `problem,correct\nx,1\n${'y,0\n'.repeat(shard)}`);
    scratch.write('logs/large_results.jsonl', largeShard);
    const env = {
      ...process.env,
      ...installEngine(scratch, '@duckdb/node-api', 'setInterval(() => {}, 1000); while (true);'),
    };
    const args = [passkPath, 'aggregate', scratch.at('logs'), '--out', scratch.at('counts.csv'), '--jobs', '2'];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const parts = (): string[] => readdirSync(scratch.at('counts.csv.parts')).filter((name) => name.endsWith('.json'));
    await eventually(
      () => {
        assert.equal(child.exitCode, null, said);
        assert.equal(parts().length, 3);
      },
      { timeout: 40_000 },
    );
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.ok(!existsSync(scratch.at('counts.csv')));
    const { status, stderr } = await aggregate([scratch.at('logs')]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /3 files by an earlier run/);
    assert.match(written(), /^HumanEval\/1,50000,50000,/m);
  });

  it('refuses standard input and a result that has no place', async () => {
    assert.equal((await aggregate(['-'])).status, 2);
    assert.equal((await runPassk(['aggregate', 'x'])).status, 2);
  });

  function aggregate(paths: readonly string[]): Promise<PasskRun> {
    return runPassk(['aggregate', ...paths, '--out', scratch.at('counts.csv')]);
  }

  function written(): string {
    return readFileSync(scratch.at('counts.csv'), 'utf8');
  }
});
