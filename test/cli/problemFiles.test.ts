import assert from 'node:assert/strict';
import { analyzeToJson, needsBuiltPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('passk analyze of files that hold a problem each', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  it('takes a folder of files with a problem each for one evaluation, and two folders for two', async () => {
    for (const [folder, verdict] of [
      ['GSM8K', true],
      ['again/GSM8K', false],
    ] as const) {
      for (const id of [0, 1, 2]) {
        scratch.write(`${folder}/${id}.yaml`, `is_corrects:\n- true\n- ${verdict}\nsamples:\n- ${folder}${id}\n- b\n`);
      }
    }
    const { report } = await analyzeToJson([scratch.at('.')]);
    const countsOf = ({ evals }: typeof report): unknown =>
      evals.map(({ numProblems, numAttempts, numCorrect }) => [numProblems, numAttempts, numCorrect]);
    assert.deepEqual(countsOf(report), [
      [3, 6, 6],
      [3, 6, 3],
    ]);
    assert.deepEqual(countsOf((await analyzeToJson([scratch.at('.'), '--merge'])).report), [[3, 12, 9]]);
  });
});
