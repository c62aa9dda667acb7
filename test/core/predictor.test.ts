import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { observedPassAtK } from '../../server/core/observedPassAtK.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { createPredictor, type Predictor } from '../../server/core/predictor.ts';
import { NUM_NODES, passAtNodes } from '../../server/core/solveRateGrid.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { bruteForceBmaMean } from '../support/bruteForceBma.ts';
import { pythiaMath } from '../support/countData.ts';
import { skipBecause } from '../support/skipBecause.ts';
import { thinnedCounts } from '../support/thinnedCounts.ts';
import { drawBinomial, drawProblems, drawSolveRate } from '../support/worlds.ts';

const LEVEL = 0.9;

function predictorOf(counts: readonly SampleCounts[]): Predictor {
  return createPredictor(compressCounts(counts), LEVEL);
}

/** Counts with at least one success, one failure and one problem with more than one attempt. */
const informativeCounts = fc
  .array(
    fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.nat())
      .map(([numSamples, seed]) => ({ numSamples, numCorrect: seed % (numSamples + 1) })),
    { minLength: 2, maxLength: 30 },
  )
  .filter(
    (counts) =>
      counts.some(({ numCorrect }) => numCorrect > 0) &&
      counts.some(({ numSamples, numCorrect }) => numCorrect < numSamples) &&
      counts.some(({ numSamples }) => numSamples > 1),
  );

/** Predictions at a ladder of k, checked for what holds of any. */
function checkPredictions(counts: readonly SampleCounts[]): void {
  const { predict, mean, ceiling } = predictorOf(counts);
  let before = 0;
  for (const k of [1, 2, 5, 30, 400, 10_000, 10_000_000]) {
    const { value, low, high } = predict(k);
    assert.ok(0 <= low && low <= value && value <= high && high <= 1, `${low} ${value} ${high} at k = ${k}`);
    assert.ok(value >= before - 1e-12, `pass@${k} = ${value} after ${before}`);
    assert.ok(value <= ceiling.value + 1e-12, `pass@${k} = ${value} above the ceiling ${ceiling.value}`);
    assert.ok(Math.abs(value - mean(k)) < 1e-9);
    before = value;
  }
}

describe('Predictions of pass@k', () => {
  it('rise with k, stay in [0, 1] and below the ceiling, inside their interval', () => {
    fc.assert(fc.property(informativeCounts, checkPredictions), { numRuns: 20, seed: 5 });
  }).timeout(60_000);

  it('do not depend on the order of the problems', () => {
    fc.assert(
      fc.property(informativeCounts, (counts) => {
        const [forward, backward] = [predictorOf(counts), predictorOf([...counts].reverse())];
        for (const k of [1, 10, 1000]) assert.deepEqual(forward.predict(k), backward.predict(k));
      }),
      { numRuns: 6, seed: 6 },
    );
  });

  it('are those of the definition, summed over every member without pruning', () => {
    const random = seededRandom(11);
    const worlds = [
      drawProblems({ alpha: 6, beta: 0.4, ceiling: 1 }, 40, 20, random),
      drawProblems({ alpha: 3, beta: 1, ceiling: 0.6 }, 60, 50, random),
      [
        ...drawProblems({ alpha: 20, beta: 0.3, ceiling: 1 }, 20, 100, random),
        ...drawProblems({ alpha: 2, beta: 1, ceiling: 0.8 }, 10, 7, random),
      ],
    ];
    const ks = [1, 10, 100, 10_000];
    for (const counts of worlds) {
      const { mean } = predictorOf(counts);
      bruteForceBmaMean(counts, ks).forEach((expected, i) => {
        const k = ks[i]!;
        assert.ok(Math.abs(mean(k) - expected) < 0.003, `pass@${k} = ${mean(k)}, by definition ${expected}`);
      });
    }
  }).timeout(60_000);

  it('track the unbiased estimator where it exists', () => {
    const counts = drawProblems({ alpha: 4, beta: 0.5, ceiling: 1 }, 164, 100, seededRandom(2));
    const { predict } = predictorOf(counts);
    for (const { k, value } of observedPassAtK(compressCounts(counts), [1, 3, 10, 30, 100], LEVEL)) {
      assert.ok(
        Math.abs(predict(k).value - value) < 0.01,
        `pass@${k}: predicted ${predict(k).value}, observed ${value}`,
      );
    }
  });

  it('narrow when the problems double', () => {
    const world = { alpha: 6, beta: 0.4, ceiling: 1 };
    const half = drawProblems(world, 100, 50, seededRandom(3));
    const width = (counts: readonly SampleCounts[]): number => {
      const { low, high } = predictorOf(counts).predict(1000);
      return high - low;
    };
    assert.ok(width([...half, ...half]) < 0.9 * width(half));
  });

  it('narrow as they should for a hundred thousand problems, whose posterior is finer than the lattice', () => {
    const random = seededRandom(4);
    const world = { alpha: 6, beta: 0.8, ceiling: 1 };
    const { predict, intervalOf } = predictorOf(drawProblems(world, 100_000, 20, random));
    const truth =
      1 - Array.from({ length: 200 }, (_, j) => (6 + j) / (6.8 + j)).reduce((product, factor) => product * factor, 1);
    const ofPosterior = intervalOf(passAtNodes(200, new Float64Array(NUM_NODES)), 0);
    assert.ok(ofPosterior.high - ofPosterior.low < 0.02, `[${ofPosterior.low}, ${ofPosterior.high}]`);
    const { value, low, high } = predict(200);
    const said = `${value} [${low}, ${high}], truth ${truth}`;
    assert.ok(Math.abs(value - truth) < 0.01, said);
    // What no family knows is not less for more problems.
    assert.ok(low <= truth && truth <= high && high - low < 0.04, said);
  });

  it('reach as far as a second kind of problems that is hardly or not seen', () => {
    const random = seededRandom(13);
    for (const numSamples of [100, 1000]) {
      const counts = Array.from({ length: 128 }, (_, i) => ({
        numSamples,
        numCorrect: drawBinomial(numSamples, i % 2 === 0 ? 0.2 : 0.0003, random),
      }));
      const truth = 1 - 0.5 * ((1 - 0.2) ** 10_000 + (1 - 0.0003) ** 10_000);
      const { low, high } = predictorOf(counts).predict(10_000);
      assert.ok(low < truth && truth < high + 0.03, `from ${numSamples}: [${low}, ${high}], truth ${truth}`);
    }
  });

  it('tell two kinds of problems from a ceiling where the counts of many problems do', () => {
    const random = seededRandom(15);
    for (let trial = 0; trial < 6; trial += 1) {
      const rates = Array.from({ length: 1500 }, (_, i) =>
        drawSolveRate(i % 5 < 2 ? { alpha: 5, beta: 2, ceiling: 1 } : { alpha: 300, beta: 0.6, ceiling: 1 }, random),
      );
      const truth = rates.reduce((sum, rate) => sum - Math.expm1(10_000 * Math.log1p(-rate)), 0) / rates.length;
      const counts = rates.map((rate) => ({ numSamples: 100, numCorrect: drawBinomial(100, rate, random) }));
      const { value, low, high } = predictorOf(counts).predict(10_000);
      const said = `${value} [${low}, ${high}], truth ${truth}`;
      assert.ok(low <= truth && truth <= high && high - low < 0.4, said);
    }
  }).timeout(30_000);

  it('are numbers where no member shows the counts of both of two distant kinds', () => {
    const counts = [...Array<undefined>(30)].map((_, i) => ({
      numSamples: 10_000,
      numCorrect: i % 2 === 0 ? 9_900 + i : i % 4 === 1 ? 0 : 1,
    }));
    checkPredictions(counts);
    const { data, summary } = predictorOf(counts);
    for (let i = 0; i < data.numCounts; i += 1) assert.ok(summary.never[i]! >= 0 && summary.never[i]! <= 1);
    assert.ok(summary.rates.every((rate) => rate >= 0));
  });

  it('cover the pass@k of the same problems about as often as they say', () => {
    const random = seededRandom(8);
    const k = 3000;
    let covered = 0;
    const trials = 60;
    for (let trial = 0; trial < trials; trial += 1) {
      const world = { alpha: 5, beta: 0.3 + 0.5 * random(), ceiling: 1 };
      const rates = Array.from({ length: 100 }, () => drawSolveRate(world, random));
      const truth = rates.reduce((sum, rate) => sum - Math.expm1(k * Math.log1p(-rate)), 0) / rates.length;
      const counts = rates.map((rate) => ({ numSamples: 50, numCorrect: drawBinomial(50, rate, random) }));
      const { low, high } = predictorOf(counts).predict(k);
      covered += low <= truth && truth <= high ? 1 : 0;
    }
    assert.ok(covered >= 0.83 * trials, `${covered} of ${trials}`);
  }).timeout(60_000);

  it('cover it, too, where ten attempts show little of the ceiling', () => {
    const k = 30;
    for (const numProblems of [150, 1000]) {
      let covered = 0;
      const trials = 40;
      for (let trial = 0; trial < trials; trial += 1) {
        const random = seededRandom(100 + trial);
        const rates = Array.from({ length: numProblems }, () =>
          drawSolveRate({ alpha: 2, beta: 0.5, ceiling: 0.7 }, random),
        );
        const truth = rates.reduce((sum, rate) => sum - Math.expm1(k * Math.log1p(-rate)), 0) / numProblems;
        const counts = rates.map((rate) => ({ numSamples: 10, numCorrect: drawBinomial(10, rate, random) }));
        const { low, high } = predictorOf(counts).predict(k);
        covered += low <= truth && truth <= high ? 1 : 0;
      }
      assert.ok(covered >= 0.83 * trials, `${covered} of ${trials} with ${numProblems} problems`);
    }
  }).timeout(60_000);

  it('cover it nearly as often hundreds of times beyond n, where solve rates are spread over many powers of ten', () => {
    const random = seededRandom(14);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let covered = 0;
    const trials = 60;
    for (let trial = 0; trial < trials; trial += 1) {
      const mean = -4 - 2 * random();
      const sd = 1.8 + 0.6 * random();
      const rates = Array.from({ length: 128 }, () => 1 / (1 + Math.exp(-mean - sd * normal())));
      const truth = rates.reduce((sum, rate) => sum - Math.expm1(10_000 * Math.log1p(-rate)), 0) / rates.length;
      const counts = rates.map((rate) => ({ numSamples: 30, numCorrect: drawBinomial(30, rate, random) }));
      const { low, high } = predictorOf(counts).predict(10_000);
      covered += low <= truth && truth <= high ? 1 : 0;
    }
    assert.ok(covered >= 0.8 * trials, `${covered} of ${trials}`);
  }).timeout(60_000);

  it('sum to the attempts to expect under a verifier', () => {
    const { mean, expectedAttempts } = predictorOf(
      drawProblems({ alpha: 3, beta: 0.5, ceiling: 0.8 }, 50, 30, seededRandom(9)),
    );
    let sum = 0;
    for (let k = 1; k <= 200; k += 1) {
      sum += 1 - (k === 1 ? 0 : mean(k - 1));
      assert.ok(
        Math.abs(expectedAttempts(k) - sum) < 1e-8 * sum,
        `E[attempts] = ${expectedAttempts(k)}, sum ${sum} at k = ${k}`,
      );
    }
  });

  it('expect the attempts of the closed form in a Beta world', () => {
    const [alpha, beta] = [4, 1.5];
    const { expectedAttempts } = predictorOf(drawProblems({ alpha, beta, ceiling: 1 }, 20_000, 40, seededRandom(10)));
    for (const k of [1, 5, 50, 500]) {
      let ratio = 1;
      for (let j = 0; j < k; j += 1) ratio *= (alpha + j) / (alpha + beta - 1 + j);
      const closed = ((alpha + beta - 1) / (beta - 1)) * (1 - ratio);
      assert.ok(
        Math.abs(expectedAttempts(k) / closed - 1) < 0.02,
        `${expectedAttempts(k)}, closed form ${closed} at k = ${k}`,
      );
    }
  });

  it('foretell pass@10,000 of real runs from 1,000 attempts', function () {
    const random = seededRandom(12);
    for (const model of ['Pythia 12B', 'Pythia 2.8B', 'Pythia 1B']) {
      const cells = pythiaMath(model);
      if (cells === undefined) skipBecause(this, 'the published counts are not beside the checkout');
      const counts = thinnedCounts(cells, 1000, random);
      const [truth] = observedPassAtK(cells, [10_000], LEVEL);
      const { value } = predictorOf(counts).predict(10_000);
      assert.ok(Math.abs(value - truth!.value) < 0.09, `${model}: ${value}, in truth ${truth!.value}`);
    }
  });
});
