import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { EvalCounts } from '../../server/core/counts.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { checkSound } from '../support/checkRead.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { skipBecause } from '../support/skipBecause.ts';

const folder = join(root, '..', 'shared', 'data', 'eval-logs');

const schema = z.record(
  z.string(),
  z.object({
    problems: z.number(),
    attempts: z.number(),
    correct: z.number(),
    n_min: z.number(),
    n_max: z.number(),
    c_hist: z.record(z.string(), z.number()),
  }),
);

const isHere = existsSync(folder);
const expected = isHere ? schema.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))) : {};

/** Keys are `file#scorer`; archives and the formats that come later are not read. */
const keys = Object.keys(expected).filter((key) => /^(human-eval|inspect)\/[^#]*\.jsonl?(#|$)/.test(key));

describe('the counts of real logs', () => {
  before(function () {
    if (!isHere) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
  });

  it('are expected of some logs at least', () => {
    assert.ok(keys.length >= 12);
  });

  for (const key of keys) {
    it(`are exactly the expected ones of ${key}`, () => {
      const [file = '', scorer] = key.split('#');
      const { evals } = read(join(folder, file));
      const evaluation = evals.find((each) => scorer === undefined || each.scorer === scorer);
      assert.ok(evaluation !== undefined);
      assert.deepEqual(summaryOf(evaluation), expected[key]);
    });
  }

  it('say so of a log in which nothing was scored', () => {
    const codes = (file: string): string[] => read(join(folder, 'inspect', file)).issues.map(({ code }) => code);
    assert.deepEqual(codes('data_cvebench_empty_choices.json'), ['unscoredAttempts', 'noCounts']);
    assert.deepEqual(codes('log_with_nan.txt'), ['noCounts']);
    assert.deepEqual(codes('log_version_3.txt'), ['noCounts']);
  });

  it('say so of ten attempts that are mostly one', () => {
    const { issues } = read(join(folder, 'human-eval', 'gpt35_10spt_samples.jsonl_results.jsonl'));
    assert.match(issues[0]?.message ?? '', /^1,452 attempts of 1,640 repeat/);
    assert.equal(issues[0]?.severity, 'warning');
  });

  it('are sound, and without a throw, for every file that is here', () => {
    for (const path of projectFiles('../shared/data')) checkSound(read(join(root, path)));
  });
});

function read(path: string): ReturnType<typeof readLog> {
  return readLog(bytesSource(readFileSync(path)), { name: basename(path) });
}

function summaryOf({ problems }: EvalCounts): z.infer<typeof schema>[string] {
  const n = problems.map(({ numSamples }) => numSamples);
  const c = problems.map(({ numCorrect }) => numCorrect);
  const histogram: Record<string, number> = {};
  for (const each of c) histogram[each] = (histogram[each] ?? 0) + 1;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    problems: problems.length,
    attempts: sum(n),
    correct: sum(c),
    n_min: Math.min(...n),
    n_max: Math.max(...n),
    c_hist: histogram,
  };
}
