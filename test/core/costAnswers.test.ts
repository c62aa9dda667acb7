import assert from 'node:assert/strict';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { costAnswers, type CostQuestion } from '../../server/core/costAnswers.ts';
import type { CostModel } from '../../server/core/cost.ts';
import { observedPassAtK } from '../../server/core/observedPassAtK.ts';
import { predictionLadder } from '../../server/core/kLadder.ts';
import { predictPoints } from '../../server/core/predictPoints.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { drawWorlds } from '../../server/core/drawWorlds.ts';
import type { Interval, OpenInterval } from '../../server/core/outcomes.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
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
      assert.ok(answer.why !== 'notIdentified');
      assert.equal(answer.why, predictor.ceiling.high < answer.coverage ? 'aboveCeiling' : 'beyondHorizon');
      assert.equal(answer.lookedUpTo, 10_000);
      const { low } = answer.kInterval;
      // Interpolated in log k between a tenth of a decade.
      if (low === null) assert.ok(predictor.predict(10_000).high < answer.coverage);
      else assert.ok(Math.abs(predictor.predict(low).high - answer.coverage) < 0.01);
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

/** The k from 0 to 3,000 with the most of something: a walk over all of them. */
function bestK(of: (k: number) => number): number {
  let best = 0;
  for (let k = 1; k <= 3000; k += 1) if (of(k) > of(best)) best = k;
  return best;
}

/**
 * Quantiles over drawn worlds of a k that depends on the solve rates of the problems: what an interval of it should be. In each world the families
 * have something wrong beyond n: 0.03 of the share of unsolved problems, times a normal number, for each power of ten.
 */
function kQuantiles(problems: readonly SampleCounts[], kOf: (passAt: (k: number) => number) => number): Interval {
  const random = seededRandom(6);
  const unsolvedShare = problems.filter(({ numCorrect }) => numCorrect === 0).length / problems.length;
  const worlds = drawWorlds(compressCounts(problems), 400, seededRandom(5));
  const ks = worlds
    .map(({ rates }) => {
      const all = rates.flatMap((each) => [...each]);
      const error = 0.03 * unsolvedShare * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      const wrong = (k: number): number => error * Math.log10(Math.max(1, k / NUM_SAMPLES));
      return kOf((k) => all.reduce((sum, rate) => sum + 1 - (1 - rate) ** k, 0) / all.length + wrong(k));
    })
    .sort((a, b) => a - b);
  return { low: ks[20]!, high: ks[379]! };
}

function checkClose(interval: OpenInterval, expected: Interval, relative: number): void {
  const text = `[${interval.low}, ${interval.high}] for [${expected.low}, ${expected.high}]`;
  const isClose = (end: number | null, to: number): boolean => end !== null && Math.abs(end - to) <= 1 + relative * to;
  assert.ok(isClose(interval.low, expected.low) && isClose(interval.high, expected.high), text);
}

describe('Answers to “which k?”', () => {
  it('name the smallest k that reaches a target, its costs and its interval, as a walk over every k does', () => {
    checkTargets({ alpha: 4, beta: 0.5, ceiling: 1 }, [0.05, 0.3, 0.5, 0.7, 0.8, 0.95, 0.999]);
  });

  it('say that a target above the ceiling is not reached at any k looked at, since what never was solved may be hard, not impossible', () => {
    const world = { alpha: 3, beta: 1, ceiling: 0.5 };
    checkTargets(world, [0.3, 0.9]);
    const { targets } = costAnswers(questionOf(world, [0.9]));
    const [answer] = targets;
    assert.ok(answer?.reachable === false && answer.why === 'beyondHorizon' && answer.bandReaches);
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

  it('name the most attempts that a budget buys, with and without stopping, as a walk over every k does', () => {
    const question = questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []);
    const predictor = question.predictor!;
    const { budget } = costAnswers({ ...question, budget: 5 });
    assert.equal(budget?.always?.k, 17);
    assert.deepEqual(budget.always.kInterval, { low: 17, high: 17 });
    assert.deepEqual(budget.always.coverage, predictor.predict(17));
    let attempts = 1;
    let k = 1;
    while (1.5 + 0.2 * (attempts + 1 - predictor.mean(k)) <= 5) {
      attempts += 1 - predictor.mean(k);
      k += 1;
    }
    assert.equal(budget.stopping?.k, k);
    assert.ok(Math.abs(budget.stopping.cost - (1.5 + 0.2 * attempts)) < 1e-6);
    assert.ok(budget.stopping.cost <= 5 && budget.stopping.coverage.value > budget.always.coverage.value);
  });

  it('say that a budget does not buy one attempt', () => {
    const { budget } = costAnswers({ ...questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []), budget: 1.6 });
    assert.deepEqual(budget, { budget: 1.6, neverSpent: false });
  });

  it('say that a verifier never spends a budget where every problem is soon solved', () => {
    const { budget } = costAnswers({ ...questionOf({ alpha: 1, beta: 9, ceiling: 1 }, []), budget: 1e6 });
    assert.equal(budget?.neverSpent, true);
    assert.ok(budget.always !== undefined && budget.stopping === undefined);
  });

  it('name the k with the best net value, with and without stopping, as a walk over every k does', () => {
    const question = questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []);
    const { mean, expectedAttempts } = question.predictor!;
    const { netValue } = costAnswers({ ...question, solveValue: 40 });
    const net = (k: number): number => (k === 0 ? 0 : 40 * mean(k) - 1.5 - 0.2 * k);
    const netStopping = (k: number): number => (k === 0 ? 0 : 40 * mean(k) - 1.5 - 0.2 * expectedAttempts(k));
    assert.equal(netValue?.always.k, bestK(net));
    assert.equal(netValue.stopping.k, bestK(netStopping));
    assert.ok(Math.abs(netValue.always.netValue.value - net(netValue.always.k)) < 1e-9);
    assert.ok(Math.abs(netValue.stopping.netValue.value - netStopping(netValue.stopping.k)) < 1e-9);
  });

  it('say that no attempt is worth its cost', () => {
    const { netValue } = costAnswers({ ...questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []), solveValue: 0.1 });
    assert.equal(netValue?.always.k, 0);
    assert.deepEqual(netValue.always.netValue, { value: 0, low: 0, high: 0 });
  });

  it('have the intervals that worlds drawn from the posterior have', () => {
    const problems = drawProblems({ alpha: 4, beta: 0.5, ceiling: 1 }, 80, NUM_SAMPLES, seededRandom(31));
    const question = questionOf({ alpha: 4, beta: 0.5, ceiling: 1 }, []);
    const { budget, netValue, cheapestPerSolve } = costAnswers({ ...question, budget: 5, solveValue: 40 });
    const searched = Array.from({ length: 90 }, (_, i) => Math.round(1.09 ** i)).filter((k, i, ks) => k !== ks[i - 1]);
    const most = (of: (k: number) => number): number => searched.reduce((best, k) => (of(k) > of(best) ? k : best), 1);
    checkClose(
      netValue!.always.kInterval,
      kQuantiles(problems, (passAt) => most((k) => 40 * passAt(k) - 0.2 * k)),
      0.15,
    );
    checkClose(
      cheapestPerSolve!.kInterval,
      kQuantiles(problems, (passAt) => most((k) => passAt(k) / (1.5 + 0.2 * k))),
      0.15,
    );
    const stopping = kQuantiles(problems, (passAt) => {
      let [k, attempts] = [1, 1];
      while (attempts + 1 - passAt(k) <= 17.5) {
        attempts += 1 - passAt(k);
        k += 1;
      }
      return k;
    });
    checkClose(budget!.stopping!.kInterval, stopping, 0.1);
  });

  it('agree with the closed forms of a Beta world where the data leave little doubt', () => {
    const [alpha, beta] = [6, 1.5];
    const problems = drawProblems({ alpha, beta, ceiling: 1 }, 64_000, 100, seededRandom(8));
    const predictor = createPredictor(compressCounts(problems), 0.9);
    const model: CostModel = {
      unit: 'attempts',
      perAttempt: 1,
      perPrompt: 0,
      assumptions: ['As assumed in this test.'],
    };
    const points = predictPoints(predictor, predictionLadder(100, []));
    const { netValue } = costAnswers({ predictor, points, model, targets: [], solveValue: 50, maxSamples: 100 });
    // The hazard β/(α + β + k) is c/V.
    const best = (beta * 50) / 1 - alpha - beta;
    assert.ok(Math.abs(netValue!.stopping.k - best) < 0.05 * best, `${netValue!.stopping.k} for ${best}`);
    // E[attempts] = S(k) = (α + β − 1)/(β − 1)·[1 − (α)_k/(α + β − 1)_k].
    const k = 60;
    let ratio = 1;
    for (let j = 0; j < k; j += 1) ratio *= (alpha + j) / (alpha + beta - 1 + j);
    const expected = ((alpha + beta - 1) / (beta - 1)) * (1 - ratio);
    const attempts = predictor.expectedAttempts(k);
    // Three standard errors of S(k) in sets of so many problems …
    assert.ok(Math.abs(attempts - expected) < 0.02 * expected, `${attempts} for ${expected}`);
    // … and of this set, to the unbiased estimate 1 + Σ_{0<j<k} (1 − pass@j).
    const below = Array.from({ length: k - 1 }, (_, i) => i + 1);
    const observed = observedPassAtK(compressCounts(problems), below, 0.9);
    const unbiased = observed.reduce((sum, { value }) => sum + 1 - value, 1);
    assert.ok(Math.abs(attempts - unbiased) < 0.002 * unbiased, `${attempts} for ${unbiased}`);
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
