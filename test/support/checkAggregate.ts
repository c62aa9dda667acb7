import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { installEngine } from './brokenEngine.ts';
import { runPassk, type PasskOptions, type PasskRun } from './runPassk.ts';
import type { ScratchFolder } from './scratchFolder.ts';
import { attemptLine } from './smallLogs.ts';

/** 4.4 MB: DuckDB is asked for it, from 4 MiB on. */
export const largeShard = attemptLine('HumanEval/1', true).repeat(50_000);

/** What `passk aggregate` has to do wherever the counting happens. `args`: those that choose the runner. */
export function checkAggregate(scratch: ScratchFolder, args: readonly string[]): void {
  it('adds the attempts of many shards up', async () => {
    writeShards();
    const { status, stderr } = await aggregate(['shards']);
    assert.equal(status, 0, stderr);
    assert.equal(
      written(),
      'problem,num_samples,num_correct,task,scorer\n' +
        'HumanEval/0,6,3,HumanEval,passed\nHumanEval/1,3,0,HumanEval,passed\nHumanEval/10,3,3,HumanEval,passed\n',
    );
    assert.match(stderr, /12 attempts at 3 problems, from 3 files/);
    assert.ok(!existsSync(scratch.at('counts.csv.parts')), 'nothing is left behind');
  });

  it('counts a shard again, without the engine, when that has ended the process', async () => {
    const path = scratch.write('large_results.jsonl', largeShard);
    const env = installEngine(scratch, '@duckdb/node-api', 'process.abort()');
    const { status, stderr } = await aggregate([path], { env });
    assert.equal(status, 0, stderr);
    assert.match(written(), /^HumanEval\/1,50000,50000,/m);
    assert.match(stderr, /counted by the reader/);
  });

  it('writes nothing when a shard cannot be counted, and says which and why', async function () {
    if (!existsSync('/proc/self/mem')) this.skip();
    writeShards();
    const { status, stderr } = await aggregate(['shards', '/proc/self/mem', '--retries', '1']);
    assert.equal(status, 1);
    assert.match(stderr, /^\/proc\/self\/mem:1:1: error: The file was not counted \(EIO/m);
    assert.match(stderr, /counts\.csv was not written/);
    assert.ok(!existsSync(scratch.at('counts.csv')));
    // What was counted is kept for the next run.
    const again = await aggregate(['shards']);
    assert.equal(again.status, 0);
    assert.match(again.stderr, /3 files by an earlier run/);
  });

  function writeShards(): void {
    const lines = [attemptLine('HumanEval/10', true), attemptLine('HumanEval/0', true)];
    for (const shard of [0, 1, 2]) {
      const more = attemptLine(`HumanEval/0`, false) + attemptLine('HumanEval/1', false);
      scratch.write(`shards/${shard}/samples.jsonl_results.jsonl`, `${lines.join('')}${'\n'.repeat(shard)}${more}`);
    }
  }

  function aggregate(paths: readonly string[], options: PasskOptions = {}): Promise<PasskRun> {
    return runPassk(['aggregate', ...paths, '--out', 'counts.csv', ...args], { cwd: scratch.at('.'), ...options });
  }

  function written(): string {
    return readFileSync(scratch.at('counts.csv'), 'utf8');
  }
}
