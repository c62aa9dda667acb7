import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { EvalCounts } from '../../server/core/counts.ts';
import { passAtK } from '../../server/core/passAtK.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { mergeEvals } from '../../server/readers/mergeEvals.ts';
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

/** Keys are `file#scorer`. */
const keys = Object.keys(expected).filter((key) => /\.(jsonl?|eval)(#|$)/.test(key));

/** Keys of evaluations that are several files, `folder/name (rows aligned …)`: a file a seed. */
const seeded = Object.keys(expected).filter((key) => key.endsWith('(rows aligned by line no.)'));

/** Archives that hold what is expected of their extracted summaries. */
const archivesOf = (file: string): string[] =>
  ['deflate', 'zstd'].map((method) => file.replace('.summaries.json', `.${method}.eval`));

describe('the counts of real logs', () => {
  before(function () {
    if (!isHere) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
  });

  it('are expected of some logs at least', () => {
    assert.ok(keys.length >= 28 && seeded.length >= 4);
  });

  for (const key of keys) {
    it(`are exactly the expected ones of ${key}`, () => {
      const [file = '', scorer] = key.split('#');
      const copies = archivesOf(file).filter((archive) => archive !== file && existsSync(join(folder, archive)));
      for (const path of [file, ...copies]) {
        const { evals } = read(join(folder, path));
        const evaluation = evals.find((each) => scorer === undefined || each.scorer === scorer);
        assert.ok(evaluation !== undefined, path);
        assert.deepEqual(summaryOf(evaluation), expected[key], path);
      }
    });
  }

  for (const key of seeded) {
    it(`are exactly the expected ones of the merged seeds of ${key}`, () => {
      const merged = mergedSeeds(key.slice(0, key.indexOf(' ')))[0];
      assert.ok(merged !== undefined);
      assert.deepEqual(summaryOf(merged), expected[key]);
    });
  }

  it('give the metrics that NeMo-Skills records of the same seeds', () => {
    const recorded = read(join(folder, 'nemo-skills', 'metrics.json')).evals;
    const pairs: readonly (readonly [task: string, scorer: string, metric: string])[] = [
      ['gpqa', 'symbolic_correct', 'symbolic_correct'],
      ['hendrycks_math', 'symbolic_correct', 'symbolic_correct'],
      ['human-eval', 'is_correct-plus', 'passing_plus_tests'],
      ['minif2f', 'proof_status', 'lean4_correct'],
    ];
    for (const [task, scorer, metric] of pairs) {
      const problems = mergedSeeds(`nemo-skills/${task}`).find((counts) => counts.scorer === scorer)?.problems ?? [];
      const metrics = recorded.find((each) => each.task === task && each.scorer === metric)?.recorded ?? [];
      assert.ok(metrics.length >= 2);
      for (const { k, value } of metrics) {
        const mean = problems.reduce((sum, counts) => sum + (passAtK(counts, k) ?? NaN), 0) / problems.length;
        assert.ok(Math.abs(mean - value) < 1e-9, `${task} pass@${k}: ${mean}, recorded ${value}`);
      }
    }
  });

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

/** The evaluations of `<prefix>_output-rs<seed>.jsonl`, a run a seed. */
function mergedSeeds(prefix: string): EvalCounts[] {
  const paths = projectFiles('../shared/data/eval-logs').filter((path) => path.includes(`${prefix}_output-rs`));
  const sources = paths.map((path) => ({ name: path, contentHash: path, evals: read(join(root, path)).evals }));
  return mergeEvals(sources).evals.map(({ counts }) => counts);
}

function read(path: string): ReturnType<typeof readLog> {
  return readLog(bytesSource(readFileSync(path)), { name: path });
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
