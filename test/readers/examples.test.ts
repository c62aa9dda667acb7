import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvalCounts } from '../../server/core/counts.ts';
import { bytesSource, textSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import type { ReadResult } from '../../server/readers/readResult.ts';
import { checkSound } from '../support/checkRead.ts';
import { exampleArchives } from '../support/examples/exampleArchives.ts';
import { exampleLogs } from '../support/examples/exampleLogs.ts';
import { projectFiles, readProjectFile, root } from '../support/projectFiles.ts';

const logs = exampleLogs();

function readExample(name: string): ReadResult {
  const result = readLog(textSource(logs.get(name) ?? ''), { name });
  checkSound(result);
  return result;
}

describe('the example logs', () => {
  it('are what their generator writes', () => {
    for (const [name, text] of logs)
      assert.ok(readProjectFile(join('examples', name)) === text, `${name}: run scripts/makeExamples.mjs`);
  });

  it('count the same in an archive as in the log that it was made of', () => {
    for (const [name, bytes] of exampleArchives()) {
      for (const archive of [bytes, readFileSync(join(root, 'examples', name))]) {
        const { evals, issues } = readLog(bytesSource(archive), { name });
        assert.deepEqual(issues, []);
        assert.deepEqual(
          evals.map(withoutPlaces),
          readExample(name.replace('.eval', '.json')).evals.map(withoutPlaces),
        );
      }
    }
  });

  it('are all named in the README beside them', () => {
    const readme = readProjectFile('examples/README.md');
    for (const path of projectFiles('examples')) {
      const name = path.slice('examples/'.length).replace(/2026-.*(?=\.json)/, '…');
      if (name !== 'README.md') assert.ok(readme.includes(name), name);
    }
  });

  it('are small', () => {
    const sizes = [...logs.values()].map((text) => text.length);
    assert.ok(Math.max(...sizes) < 300_000);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_000_000);
  });

  it('read without an issue, but for the one that shall mislead', () => {
    const codes = [...logs.keys()]
      .map((name) => [name, readExample(name).issues.map(({ code }) => code)] as const)
      .filter(([, each]) => each.length > 0);
    assert.deepEqual(codes, [
      ['curve.csv', ['noCounts']],
      ['inspect_misleading.json', ['duplicateAttempts', 'unscoredAttempts']],
      ['results_2026-03-02T09-15-00.000000.json', ['noCounts']],
      ['nemo-skills_metrics.json', ['noCounts']],
      ['example__tiny-7b.run1.json', ['notRepeated']],
      ['example__tiny-7b.run2.json', ['notRepeated']],
      ['tau2-bench_submission.json', ['noCounts']],
      ['every-eval-ever.json', ['noCounts']],
      ['bigcode_evaluation_results.json', ['noCounts']],
      ['generations_humaneval.json', ['ungradedAttempts', 'noCounts']],
      ['lighteval_results.json', ['noCounts']],
    ]);
  });

  it('record the pass@k that their counts have, as far as they do not mislead', () => {
    const { evals } = readExample('evalplus.eval_results.json');
    for (const { problems, recorded } of evals) {
      const [passAt1] = recorded;
      const mean =
        problems.reduce((sum, { numSamples, numCorrect }) => sum + numCorrect / numSamples, 0) / problems.length;
      assert.ok(Math.abs((passAt1?.value ?? NaN) - mean) < 1e-12);
    }
  });
});

function withoutPlaces({ range, problems, recorded, ...names }: EvalCounts): object {
  return {
    ...names,
    problems: problems.map(({ range: place, ...problem }) => problem),
    recorded: recorded.map(({ range: place, ...metric }) => metric),
  };
}
