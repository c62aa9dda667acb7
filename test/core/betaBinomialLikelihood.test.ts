import assert from 'node:assert/strict';
import fc from 'fast-check';
import { betaBinomialLikelihood } from '../../server/core/betaBinomialLikelihood.ts';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { allocateRisingSums, fillRisingSums } from '../../server/core/risingSums.ts';
import { directLikelihood } from '../support/directLikelihood.ts';
import { relativeError } from '../support/oracles.ts';

const counts = fc
  .integer({ min: 1, max: 80 })
  .chain((numSamples) =>
    fc.record({ numSamples: fc.constant(numSamples), numCorrect: fc.integer({ min: 0, max: numSamples }) }),
  );
const logs = fc.array(counts, { minLength: 1, maxLength: 25 });

describe('Sums of rising factorials', () => {
  it('agree with term-by-term sums for every x, however the ends are spaced', () => {
    for (const x of [1e-3, 0.3, 7.4, 23.5, 100, 1e5, 1e12]) {
      for (const ends of [[50], [5000], [3, 60, 61, 400, 5000]]) {
        const sums = allocateRisingSums(ends.length);
        fillRisingSums(x, Float64Array.from(ends), sums);
        ends.forEach((end, j) => {
          let [log, first, second] = [0, 0, 0];
          for (let i = 0; i < end; i += 1) {
            log += Math.log1p(i / x);
            first += i / (x + i);
            second += (x * i) / (x + i) ** 2;
          }
          assert.ok(relativeError(sums.log[j]!, log) < 1e-12);
          assert.ok(relativeError(sums.first[j]!, first) < 1e-12);
          assert.ok(relativeError(sums.second[j]!, second) < 1e-12);
        });
      }
    }
  });
});

describe('The likelihood of the zero-inflated Beta-binomial', () => {
  it('is the sum of the log-probabilities, with and without a ceiling', () => {
    fc.assert(
      fc.property(
        logs,
        fc.double({ min: -4, max: 8, noNaN: true }),
        fc.double({ min: -4, max: 4, noNaN: true }),
        (log, logAlpha, logBeta) => {
          const objective = betaBinomialLikelihood(compressCounts(log));
          const [alpha, beta] = [Math.exp(logAlpha), Math.exp(logBeta)];
          const tolerance = 1e-10 * log.length;
          assert.ok(
            Math.abs(objective([logAlpha, logBeta, Infinity]).value - directLikelihood(log, alpha, beta)) < tolerance,
          );
          assert.ok(
            Math.abs(objective([logAlpha, logBeta, 0]).value - directLikelihood(log, alpha, beta, 0.5)) < tolerance,
          );
        },
      ),
    );
  });

  it('has the gradient and Hessian of finite differences', () => {
    const coordinate = fc.double({ min: -2, max: 4, noNaN: true });
    fc.assert(
      fc.property(logs, fc.tuple(coordinate, coordinate, coordinate), (log, point) => {
        const objective = betaBinomialLikelihood(compressCounts(log));
        const { gradient, hessian } = objective(point);
        const step = 1e-4;
        for (let i = 0; i < 3; i += 1) {
          const above = objective(point.map((value, j) => (i === j ? value + step : value)));
          const below = objective(point.map((value, j) => (i === j ? value - step : value)));
          assert.ok(Math.abs((above.value - below.value) / (2 * step) - gradient[i]!) < 1e-4 * log.length);
          for (let j = 0; j < 3; j += 1) {
            assert.ok(
              Math.abs((above.gradient[j]! - below.gradient[j]!) / (2 * step) - hessian[i]![j]!) < 1e-4 * log.length,
            );
          }
        }
      }),
    );
  });
});
