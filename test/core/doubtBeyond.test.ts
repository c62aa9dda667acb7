import assert from 'node:assert/strict';
import { cellLikelihoods } from '../../server/core/cellLikelihoods.ts';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { createDoubt } from '../../server/core/doubtBeyond.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { NUM_NODES, passAtNodes } from '../../server/core/solveRateGrid.ts';
import { drawProblems } from '../support/worlds.ts';

const NUM_SAMPLES = 20;
const counts = compressCounts(drawProblems({ alpha: 4, beta: 0.5, ceiling: 1 }, 80, NUM_SAMPLES, seededRandom(31)));

describe('The doubt beyond n attempts', () => {
  const { powersBeyond, powersGained, powersSummed } = createDoubt(cellLikelihoods(counts));

  it('counts the powers of ten from n on, three at most', () => {
    assert.deepEqual([1, 10, 20, 200, 20_000, 1e9].map(powersBeyond), [0, 0, 0, 1, 3, 3]);
  });

  it('is in what an attempt adds, and in the attempts to expect, as it is in pass@k', () => {
    let sum = 0;
    for (let k = 0; k < 50_000; k += 1) {
      const gained = powersBeyond(k + 1) - powersBeyond(k);
      assert.ok(Math.abs(powersGained(k) - gained) < 1e-12, `at k = ${k}: ${powersGained(k)}, not ${gained}`);
      assert.ok(Math.abs(powersSummed(k) - sum) < 1e-9 * (1 + sum), `before k = ${k}: ${powersSummed(k)}, not ${sum}`);
      sum += powersBeyond(k);
    }
  });

  it('widens an interval of a sum of pass@k beyond n, and none within', () => {
    const { intervalOf, doubt } = createPredictor(counts, 0.9);
    const widthOf = (k: number, powers: number): number => {
      const { low, high } = intervalOf(passAtNodes(k, new Float64Array(NUM_NODES)), powers);
      return high - low;
    };
    assert.equal(widthOf(NUM_SAMPLES, doubt.powersBeyond(NUM_SAMPLES)), widthOf(NUM_SAMPLES, 0));
    assert.ok(widthOf(2000, doubt.powersBeyond(2000)) > 1.02 * widthOf(2000, 0));
  });
});
