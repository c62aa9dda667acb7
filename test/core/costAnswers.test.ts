import assert from 'node:assert/strict';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { costAnswers, type CostQuestion } from '../../server/core/costAnswers.ts';
import type { CostModel } from '../../server/core/cost.ts';
import { predictionLadder } from '../../server/core/kLadder.ts';
import { predictPoints } from '../../server/core/predictPoints.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawProblems, type World } from '../support/worlds.ts';

const NUM_SAMPLES = 20;
const MODEL: CostModel = { unit: 'usd', perAttempt: 0.2, perPrompt: 1.5, assumptions: ['As assumed in this test.'] };

function questionOf(
  world: World,
  targets: readonly number[],
): CostQuestion & Required<Pick<CostQuestion, 'predictor'>> {
  const predictor = createPredictor(compressCounts(drawProblems(world, 80, NUM_SAMPLES, seededRandom(31))), 0.9);
  const points = predictPoints(predictor, predictionLadder(NUM_SAMPLES, []));
  return { predictor, points, model: MODEL, targets, maxSamples: NUM_SAMPLES };
}

/** Compares each target's answer with a walk over every k. */
function checkTargets(world: World, targets: readonly number[]): void {
  const question = questionOf(world, targets);
  const predictor = question.predictor!;
  for (const answer of costAnswers(question).targets) {
    let k = 1;
    let attempts = 1;
    while (predictor.mean(k) < answer.coverage && k < 10_000) {
      attempts += 1 - predictor.mean(k);
      k += 1;
    }
    if (!answer.reachable) {
      assert.ok(predictor.mean(10_000) < answer.coverage);
      assert.equal(answer.why, predictor.ceiling.high < answer.coverage ? 'aboveCeiling' : 'beyondHorizon');
      continue;
    }
    assert.equal(answer.k, k);
    assert.ok(Math.abs(answer.cost - (1.5 + 0.2 * k)) < 1e-9);
    assert.ok(Math.abs(answer.costWithStopping - (1.5 + 0.2 * attempts)) < 1e-6 * answer.costWithStopping);
    assert.equal(answer.extrapolated, k > NUM_SAMPLES);
    const { low, high } = answer.kInterval;
    assert.ok(low <= k && (high === null || high >= k));
    assert.ok(predictor.predict(low).high >= answer.coverage - 0.01, `the interval may begin at ${low}`);
    if (high !== null && high > k) assert.ok(predictor.predict(high).low >= answer.coverage - 0.01);
  }
}

describe('Answers to “which k?”', () => {
  it('name the smallest k that reaches a target, its costs and its interval, as a walk over every k does', () => {
    checkTargets({ alpha: 4, beta: 0.5, ceiling: 1 }, [0.05, 0.3, 0.5, 0.7, 0.8, 0.95, 0.999]);
  });

  it('say that a target above the ceiling cannot be reached', () => {
    const world = { alpha: 3, beta: 1, ceiling: 0.5 };
    checkTargets(world, [0.3, 0.9]);
    const { targets } = costAnswers(questionOf(world, [0.9]));
    assert.deepEqual(targets, [{ coverage: 0.9, reachable: false, why: 'aboveCeiling', bandReaches: true }]);
  });

  it('name the k at which a solved problem costs least, as a walk over every k does', () => {
    const question = questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []);
    const { cheapestPerSolve } = costAnswers(question);
    const costs = Array.from({ length: 500 }, (_, i) => (1.5 + 0.2 * (i + 1)) / question.predictor!.mean(i + 1));
    const least = Math.min(...costs);
    assert.equal(cheapestPerSolve?.k, costs.indexOf(least) + 1);
    assert.ok(Math.abs(cheapestPerSolve.costPerSolve - least) < 1e-9);
    assert.ok(
      cheapestPerSolve.kInterval.low <= cheapestPerSolve.k && cheapestPerSolve.k <= cheapestPerSolve.kInterval.high,
    );
  });

  it('price one more solved problem by the gain of the next attempt, ever dearer', () => {
    const question = questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []);
    let before = 0;
    for (const { k, costPerExtraSolve } of costAnswers(question).marginal) {
      assert.ok(costPerExtraSolve !== null && costPerExtraSolve > before, `at k = ${k}`);
      const gain = question.predictor!.mean(k + 1) - question.predictor!.mean(k);
      assert.ok(Math.abs(costPerExtraSolve * gain - 0.2) < 1e-9);
      before = costPerExtraSolve;
    }
  });

  it('are all unidentified where nothing can be predicted', () => {
    assert.deepEqual(costAnswers({ predictor: undefined, points: [], model: MODEL, targets: [0.5], maxSamples: 1 }), {
      model: MODEL,
      targets: [{ coverage: 0.5, reachable: false, why: 'notIdentified', bandReaches: true }],
      marginal: [],
      curve: [],
    });
  });
});
