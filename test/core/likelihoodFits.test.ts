import assert from 'node:assert/strict';
import fc from 'fast-check';
import { betaBinomialLikelihood } from '../../server/core/betaBinomialLikelihood.ts';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { fitBetaBinomial } from '../../server/core/fitBetaBinomial.ts';
import { ceilingEvidence, fitZeroInflatedBetaBinomial } from '../../server/core/fitZeroInflatedBetaBinomial.ts';
import { betaLawPassAtK } from '../../server/core/lawPassAtK.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { directLikelihood } from '../support/directLikelihood.ts';
import { relativeError } from '../support/oracles.ts';
import { drawProblems, drawSolveRate } from '../support/worlds.ts';

const LEVEL = { level: 0.9 };
const counts = fc
  .integer({ min: 1, max: 80 })
  .chain((numSamples) =>
    fc.record({ numSamples: fc.constant(numSamples), numCorrect: fc.integer({ min: 0, max: numSamples }) }),
  );
const logs = fc.array(counts, { minLength: 1, maxLength: 25 });

/** Problems from `[c, n]` pairs. */
function problems(...pairs: (readonly [numCorrect: number, numSamples: number])[]): SampleCounts[] {
  return pairs.map(([numCorrect, numSamples]) => ({ numSamples, numCorrect }));
}

describe('The Beta-binomial fit', () => {
  it('is nowhere beaten on a grid of α and β, whatever its outcome', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const fit = fitBetaBinomial(compressCounts(log), LEVEL);
        assert.notEqual(fit.kind, 'notConverged');
        if (fit.kind === 'notIdentified' || fit.kind === 'notConverged') return;
        const objective = betaBinomialLikelihood(compressCounts(log));
        for (let logAlpha = -8; logAlpha <= 12; logAlpha += 1) {
          for (let logBeta = -8; logBeta <= 12; logBeta += 1) {
            assert.ok(objective([logAlpha, logBeta, Infinity]).value <= fit.logLikelihood + 1e-6);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds the hill of overdispersed laws behind a slope towards equally hard problems', () => {
    const fit = fitBetaBinomial(compressCounts(problems([0, 7], [30, 79])), LEVEL);
    assert.ok(fit.kind === 'interior' && fit.logLikelihood > -5.4186);
  });

  it('recovers the law of many problems', () => {
    const cells = compressCounts(drawProblems({ alpha: 11.7, beta: 0.246, ceiling: 1 }, 20_000, 60, seededRandom(2)));
    const fit = fitBetaBinomial(cells, LEVEL);
    assert.ok(fit.kind === 'interior');
    assert.ok(relativeError(fit.alpha, 11.7) < 0.05);
    assert.ok(relativeError(fit.beta, 0.246) < 0.03);
  });

  it('does not depend on the order of problems, nor on how many times each is written as one', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const cells = compressCounts(log);
        assert.deepEqual(fitBetaBinomial(compressCounts([...log].reverse()), LEVEL), fitBetaBinomial(cells, LEVEL));
        const split = {
          ...cells,
          numSamples: twice(cells.numSamples),
          numCorrect: twice(cells.numCorrect),
          weight: twice(cells.weight).map((w) => w / 2),
        };
        const whole = fitBetaBinomial(cells, LEVEL);
        const halves = fitBetaBinomial(split, LEVEL);
        assert.equal(halves.kind, whole.kind);
        if (whole.kind === 'interior' && halves.kind === 'interior')
          assert.ok(Math.abs(halves.logLikelihood - whole.logLikelihood) < 1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('is unchanged in the mean by stopping each problem at its first success', () => {
    const world = { alpha: 4, beta: 0.5, ceiling: 1 };
    const random = seededRandom(5);
    const log = Array.from({ length: 6000 }, () => {
      const solveRate = drawSolveRate(world, random);
      let numSamples = 1;
      while (numSamples < 100 && random() >= solveRate) numSamples += 1;
      return { numSamples, numCorrect: numSamples < 100 ? 1 : 0 };
    });
    const fit = fitBetaBinomial(compressCounts(log), LEVEL);
    assert.ok(fit.kind === 'interior');
    const meanSolveRate = fit.beta / (fit.alpha + fit.beta);
    assert.ok(relativeError(meanSolveRate, 0.5 / 4.5) < 0.08, `mean solve rate ${meanSolveRate}`);
    const naiveMean = log.reduce((sum, { numSamples, numCorrect }) => sum + numCorrect / numSamples, 0) / log.length;
    assert.ok(relativeError(naiveMean, 0.5 / 4.5) > 0.3);
  });

  it('has intervals at whose ends the profile likelihood has fallen by half the quantile of χ²', () => {
    const log = drawProblems({ alpha: 3, beta: 0.5, ceiling: 1 }, 60, 40, seededRandom(9));
    const fit = fitBetaBinomial(compressCounts(log), LEVEL);
    assert.ok(fit.kind === 'interior');
    for (const beta of [fit.betaInterval.low!, fit.betaInterval.high!]) {
      let best = -Infinity;
      for (let logAlpha = -2; logAlpha < 4; logAlpha += 0.002)
        best = Math.max(best, directLikelihood(log, Math.exp(logAlpha), beta));
      assert.ok(Math.abs(fit.logLikelihood - best - 2.705543454 / 2) < 1e-3);
    }
  });

  it('has 90 % intervals that cover α and β', () => {
    const world = { alpha: 2.7, beta: 0.39, ceiling: 1 };
    const random = seededRandom(21);
    const covered = { alpha: 0, beta: 0 };
    const numTrials = 400;
    for (let trial = 0; trial < numTrials; trial += 1) {
      const fit = fitBetaBinomial(compressCounts(drawProblems(world, 100, 30, random)), LEVEL);
      assert.ok(fit.kind === 'interior');
      if (holds(fit.alphaInterval, world.alpha)) covered.alpha += 1;
      if (holds(fit.betaInterval, world.beta)) covered.beta += 1;
    }
    // 90 % within three standard errors of 400 trials.
    for (const share of [covered.alpha / numTrials, covered.beta / numTrials])
      assert.ok(share > 0.855 && share < 0.945, `covered ${share}`);
  });
});

describe('Outcomes of the fits at their boundaries', () => {
  const fits = (log: readonly SampleCounts[]) => {
    const cells = compressCounts(log);
    return { betaBinomial: fitBetaBinomial(cells, LEVEL), zeroInflated: fitZeroInflatedBetaBinomial(cells, LEVEL) };
  };

  it('equally hard problems have no finite α and β', () => {
    const { betaBinomial, zeroInflated } = fits(problems([2, 5], [3, 5], [2, 5], [3, 5]));
    assert.ok(betaBinomial.kind === 'boundary' && betaBinomial.limit === 'noOverdispersion');
    assert.ok(Math.abs(betaBinomial.meanFailureProbability - 0.5) < 1e-12);
    assert.ok(relativeError(betaBinomial.logLikelihood, 4 * Math.log(10 / 32)) < 1e-12);
    assert.equal(betaBinomial.betaInterval.high, null);
    assert.ok(betaBinomial.betaInterval.low! > 1);
    assert.ok(
      zeroInflated.kind === 'boundary' && zeroInflated.limit === 'noOverdispersion' && zeroInflated.ceiling === 1,
    );
    assert.ok(Math.abs(betaLawPassAtK(betaBinomial, 3)! - 0.875) < 1e-12);
  });

  it('problems solved always or never push α and β to zero', () => {
    const { betaBinomial, zeroInflated } = fits(problems([0, 5], [5, 5], [5, 5], [0, 5], [0, 5]));
    assert.ok(betaBinomial.kind === 'boundary' && betaBinomial.limit === 'allOrNothing');
    assert.equal(betaBinomial.betaInterval.low, null);
    assert.ok(relativeError(betaBinomial.logLikelihood, 2 * Math.log(0.4) + 3 * Math.log(0.6)) < 1e-12);
    assert.equal(betaLawPassAtK(betaBinomial, 100), 0.4);
    assert.ok(zeroInflated.kind === 'boundary' && zeroInflated.limit === 'allOrNothing');
    assert.ok(zeroInflated.ceilingInterval.low > 0.05 && zeroInflated.ceilingInterval.low < 0.4);
  });

  it('a share of problems equally hard and the rest never solved is a ceiling without dispersion', () => {
    const { betaBinomial, zeroInflated } = fits(
      problems([0, 50], [0, 50], [0, 50], [25, 50], [26, 50], [24, 50], [25, 50], [25, 50]),
    );
    assert.equal(betaBinomial.kind, 'interior');
    assert.ok(zeroInflated.kind === 'boundary' && zeroInflated.limit === 'noOverdispersion');
    assert.ok(Math.abs(zeroInflated.ceiling - 5 / 8) < 1e-9);
    assert.ok(zeroInflated.ceilingInterval.low < 0.4 && zeroInflated.ceilingInterval.high < 0.9);
    assert.ok(ceilingEvidence(betaBinomial, zeroInflated).rejectsOne);
  });

  for (const { title, log, reason, bound } of [
    { title: 'no problems', log: [], reason: 'noProblems', bound: undefined },
    {
      title: 'no successes',
      log: problems([0, 50], [0, 50]),
      reason: 'noneSolved',
      bound: { low: 0, high: 1 - 0.1 ** 0.01 },
    },
    { title: 'no failures', log: problems([5, 5], [5, 5]), reason: 'allSolved', bound: { low: 0.1 ** 0.1, high: 1 } },
  ] as const) {
    it(`${title}: not identified, with what can still be said`, () => {
      const { betaBinomial, zeroInflated } = fits(log);
      assert.deepEqual(zeroInflated, betaBinomial);
      assert.ok(betaBinomial.kind === 'notIdentified' && betaBinomial.reason === reason);
      assert.equal(betaBinomial.meanSolveRate === undefined, bound === undefined);
      if (bound === undefined || betaBinomial.meanSolveRate === undefined) return;
      assert.ok(Math.abs(betaBinomial.meanSolveRate.low - bound.low) < 1e-12);
      assert.ok(Math.abs(betaBinomial.meanSolveRate.high - bound.high) < 1e-12);
      assert.deepEqual(ceilingEvidence(betaBinomial, zeroInflated), { statistic: 0, rejectsOne: false });
      assert.equal(betaLawPassAtK(betaBinomial, 1), undefined);
    });
  }

  it('one attempt at each problem identifies the mean solve rate only', () => {
    const { betaBinomial } = fits(problems([1, 1], [0, 1], [1, 1], [0, 1]));
    assert.ok(betaBinomial.kind === 'notIdentified' && betaBinomial.reason === 'singleAttempt');
    assert.ok(betaBinomial.meanSolveRate!.low < 0.5 && betaBinomial.meanSolveRate!.high > 0.5);
  });
});

describe('The zero-inflated fit', () => {
  it('is never less likely than the Beta-binomial, and nowhere beaten on a grid', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const cells = compressCounts(log);
        const fit = fitZeroInflatedBetaBinomial(cells, LEVEL);
        const nested = fitBetaBinomial(cells, LEVEL);
        assert.notEqual(fit.kind, 'notConverged');
        if (!('logLikelihood' in fit && 'logLikelihood' in nested)) return;
        assert.ok(fit.logLikelihood >= nested.logLikelihood - 1e-6);
        assert.ok(fit.ceilingInterval.low <= fit.ceiling && fit.ceiling <= fit.ceilingInterval.high);
        const objective = betaBinomialLikelihood(cells);
        for (let logAlpha = -8; logAlpha <= 12; logAlpha += 2) {
          for (let logBeta = -8; logBeta <= 12; logBeta += 2) {
            for (const logitCeiling of [-2, -1, 0, 1, 2, 4]) {
              assert.ok(objective([logAlpha, logBeta, logitCeiling]).value <= fit.logLikelihood + 1e-6);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('recovers a ceiling, with intervals that cover it, and rejects A = 1', () => {
    const world = { alpha: 3, beta: 1, ceiling: 0.6 };
    const random = seededRandom(33);
    const covered = { alpha: 0, beta: 0, ceiling: 0 };
    const numTrials = 200;
    for (let trial = 0; trial < numTrials; trial += 1) {
      const cells = compressCounts(drawProblems(world, 200, 60, random));
      const fit = fitZeroInflatedBetaBinomial(cells, LEVEL);
      assert.ok(fit.kind === 'interior');
      assert.ok(ceilingEvidence(fitBetaBinomial(cells, LEVEL), fit).rejectsOne);
      if (holds(fit.alphaInterval, world.alpha)) covered.alpha += 1;
      if (holds(fit.betaInterval, world.beta)) covered.beta += 1;
      if (holds(fit.ceilingInterval, world.ceiling)) covered.ceiling += 1;
    }
    for (const [name, count] of Object.entries(covered)) {
      assert.ok(count / numTrials > 0.83 && count / numTrials < 0.965, `${name} covered in ${count} of ${numTrials}`);
    }
  });

  it('rarely rejects A = 1 where it is so', () => {
    const random = seededRandom(34);
    let numRejected = 0;
    for (let trial = 0; trial < 300; trial += 1) {
      const cells = compressCounts(drawProblems({ alpha: 3, beta: 0.6, ceiling: 1 }, 100, 30, random));
      if (ceilingEvidence(fitBetaBinomial(cells, LEVEL), fitZeroInflatedBetaBinomial(cells, LEVEL)).rejectsOne)
        numRejected += 1;
    }
    assert.ok(numRejected <= 27, `${numRejected} of 300`);
  });
});

function holds({ low, high }: { readonly low: number | null; readonly high: number | null }, value: number): boolean {
  return (low === null || low <= value) && (high === null || value <= high);
}

function twice(values: Float64Array): Float64Array {
  return Float64Array.from([...values, ...values]);
}
