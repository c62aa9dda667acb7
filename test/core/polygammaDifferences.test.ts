import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logBetaRatio } from '../../server/core/logBetaRatio.ts';
import { digammaDifference, trigammaDifference } from '../../server/core/polygammaDifferences.ts';
import { relativeError } from '../support/oracles.ts';

/** Log-uniform, so that every decade is met. */
const positive = fc.double({ min: -4, max: 8, noNaN: true }).map((log) => 10 ** log);

describe('Differences of digamma and trigamma', () => {
  it('are sums of reciprocals and of their squares, to 13 digits', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 2000 }), (x, k) => {
        const terms = Array.from({ length: k }, (_, j) => 1 / (x + (k - 1 - j)));
        const sum = terms.reduce((total, term) => total + term, 0);
        const squares = terms.reduce((total, term) => total + term * term, 0);
        assert.ok(relativeError(digammaDifference(x, k), sum) < 1e-13);
        assert.ok(relativeError(trigammaDifference(x, k), squares) < 1e-13);
      }),
    );
  });

  it('add up over steps that are no natural numbers, and up to 10^12', () => {
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0, max: 1e12, noNaN: true }), (x, first, second) => {
        for (const difference of [digammaDifference, trigammaDifference]) {
          const parts = difference(x, first) + difference(x + first, second);
          assert.ok(relativeError(difference(x, first + second), parts) < 1e-12);
        }
      }),
    );
  });

  it('are the slopes of log I(k)', () => {
    const [alpha, beta, k, step] = [3.7, 0.4, 250, 1e-5];
    const byAlpha = (logBetaRatio(alpha + step, beta, k) - logBetaRatio(alpha - step, beta, k)) / (2 * step);
    const byBeta = (logBetaRatio(alpha, beta + step, k) - logBetaRatio(alpha, beta - step, k)) / (2 * step);
    assert.ok(relativeError(digammaDifference(alpha, k) - digammaDifference(alpha + beta, k), byAlpha) < 1e-8);
    assert.ok(relativeError(-digammaDifference(alpha + beta, k), byBeta) < 1e-8);
  });
});
