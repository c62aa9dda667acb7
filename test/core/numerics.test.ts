import assert from 'node:assert/strict';
import fc from 'fast-check';
import { betaBinomialLikelihood } from '../../server/core/betaBinomialLikelihood.ts';
import type { CountCells } from '../../server/core/counts.ts';
import { expectedAttempts } from '../../server/core/expectedAttempts.ts';
import { logBetaRatio, logBinomial } from '../../server/core/logBetaRatio.ts';
import { logGamma } from '../../server/core/logGamma.ts';
import { passAtK, passHatK } from '../../server/core/passAtK.ts';
import {
  betaBinomialLogPmf,
  betaPassAtK,
  inferenceLoss,
  inferenceLossAsymptote,
} from '../../server/core/passAtKLaw.ts';
import { chiSquare1Quantile, normalQuantile, studentQuantile } from '../../server/core/quantiles.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { checkOracle, relativeError } from '../support/oracles.ts';

/** Shapes as the fits meet them, log-uniform. */
const shape = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

/** As in test/fixtures/oracles/generate.py. */
const LIKELIHOOD_CELLS: CountCells = {
  numSamples: Float64Array.of(10, 10, 200, 200, 200, 10_000),
  numCorrect: Float64Array.of(0, 4, 0, 13, 200, 37),
  weight: Float64Array.of(3, 2, 5, 1, 1, 2),
  numProblems: 14,
};

describe('Numeric kernels against 50-digit values', () => {
  it('log-gamma holds 14 digits', () => {
    checkOracle('logGamma', ([x]) => logGamma(x!), { absolute: 1e-14, relative: 1e-14 });
  });

  it('log I(k) holds 12 digits for α, β in [1e-4, 1e8] and k up to 1e12', () => {
    checkOracle('logBetaRatio', ([a, b, k]) => logBetaRatio(a!, b!, k!), { relative: 1e-13 });
  });

  it('I(k), pass@k and its increments hold 12 digits over the same range, small values and values near one alike', () => {
    checkOracle('moment', ([a, b, k]) => inferenceLoss(a!, b!, k!), { relative: 1e-12 });
    checkOracle('passAtKLaw', ([a, b, k]) => betaPassAtK(a!, b!, k!), { relative: 1e-12 });
    checkOracle('increment', ([a, b, k]) => (inferenceLoss(a!, b!, k!) * b!) / (a! + b! + k!), { relative: 1e-12 });
  });

  it('attempts to expect when stopping at the first success hold 12 digits, at β = 1, next to it, and where α + β ≤ 1, too', () => {
    checkOracle('sumOfMoments', ([a, b, k]) => expectedAttempts(a!, b!, k!), { relative: 1e-12 });
  });

  it('attempts to expect are k for the problems that are never solved, and one of one', () => {
    assert.equal(expectedAttempts(2, 0.4, 1), 1);
    assert.ok(relativeError(expectedAttempts(2, 0.4, 50, 0.25), 0.25 * expectedAttempts(2, 0.4, 50) + 37.5) < 1e-14);
    let sum = 0;
    for (let j = 0; j < 50; j += 1) sum += 1 - betaPassAtK(2, 0.4, j, 0.7);
    assert.ok(relativeError(expectedAttempts(2, 0.4, 50, 0.7), sum) < 1e-13);
  });

  it('Chen’s estimator and pass^k hold 12 digits for up to a million attempts', () => {
    checkOracle(
      'passAtK',
      ([numSamples, numCorrect, k]) => passAtK({ numSamples: numSamples!, numCorrect: numCorrect! }, k!)!,
      {
        relative: 1e-12,
      },
    );
    checkOracle(
      'passHatK',
      ([numSamples, numCorrect, k]) => passHatK({ numSamples: numSamples!, numCorrect: numCorrect! }, k!)!,
      {
        relative: 1e-12,
      },
    );
  });

  it('the likelihood of an evaluation holds 12 digits, with a ceiling and without, as far as α, β → ∞ and → 0', () => {
    const likelihood = betaBinomialLikelihood(LIKELIHOOD_CELLS);
    checkOracle(
      'logLikelihood',
      ([a, b, A]) => likelihood([Math.log(a!), Math.log(b!), A === 1 ? Infinity : Math.log(A! / (1 - A!))]).value,
      {
        relative: 1e-12,
      },
    );
  });

  it('the Beta-binomial probability is exact also near the binomial limit', () => {
    checkOracle('betaBinomialLogPmf', ([n, c, a, b]) => betaBinomialLogPmf(n!, c!, a!, b!), {
      absolute: 1e-14,
      relative: 1e-12,
    });
  });

  it('quantiles of the normal and of Student’s t', () => {
    checkOracle('normalQuantile', ([p]) => normalQuantile(p!), { absolute: 1e-15, relative: 1e-14 });
    checkOracle('studentQuantile', ([p, n]) => studentQuantile(p!, n!), { relative: 1e-6 });
    assert.ok(relativeError(chiSquare1Quantile(0.9), 2.705543454095404) < 1e-13);
  });
});

describe('The moment I(k)', () => {
  it('is the product Π (α + j)/(α + β + j)', () => {
    fc.assert(
      fc.property(shape(1e-4, 1e8), shape(1e-4, 1e8), fc.integer({ min: 1, max: 300 }), (alpha, beta, k) => {
        let logProduct = 0;
        for (let j = 0; j < k; j += 1) logProduct -= Math.log1p(beta / (alpha + j));
        assert.ok(relativeError(logBetaRatio(alpha, beta, k), logProduct) < 1e-12);
      }),
    );
  });

  it('is symmetric in β and k', () => {
    fc.assert(
      fc.property(shape(1e-4, 1e8), shape(1e-4, 1e8), shape(1e-4, 1e8), (alpha, beta, k) => {
        assert.ok(relativeError(logBetaRatio(alpha, beta, k), logBetaRatio(alpha, k, beta)) < 1e-13);
      }),
    );
  });

  it('gives pass@k its exact increments A·I(k)·β/(α + β + k)', () => {
    fc.assert(
      fc.property(
        shape(1e-2, 1e3),
        shape(1e-2, 1e3),
        fc.integer({ min: 0, max: 50 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (alpha, beta, k, ceiling) => {
          const increment = betaPassAtK(alpha, beta, k + 1, ceiling) - betaPassAtK(alpha, beta, k, ceiling);
          assert.ok(Math.abs(increment - (inferenceLoss(alpha, beta, k, ceiling) * beta) / (alpha + beta + k)) < 1e-14);
        },
      ),
    );
  });

  it('starts at no coverage and at the whole loss', () => {
    assert.equal(betaPassAtK(11.7, 0.246, 0), 0);
    assert.equal(inferenceLoss(11.7, 0.246, 0, 0.6), 0.6);
  });

  it('approaches the asymptote of Eq. 7 from below', () => {
    assert.ok(relativeError(inferenceLoss(11.7, 0.246, 1e9), inferenceLossAsymptote(11.7, 0.246, 1e9)) < 1e-8);
    assert.ok(inferenceLossAsymptote(11.7, 0.246, 1) > 1);
  });
});

describe('The Beta-binomial probability', () => {
  it('sums to one over c', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), shape(1e-3, 1e6), shape(1e-3, 1e6), (n, alpha, beta) => {
        let total = 0;
        for (let c = 0; c <= n; c += 1) total += Math.exp(betaBinomialLogPmf(n, c, alpha, beta));
        assert.ok(Math.abs(total - 1) < 1e-12);
      }),
    );
  });

  it('is uniform over c for α = β = 1', () => {
    for (let c = 0; c <= 9; c += 1) assert.ok(relativeError(Math.exp(betaBinomialLogPmf(9, c, 1, 1)), 0.1) < 1e-14);
  });

  it('counts combinations', () => {
    assert.ok(relativeError(Math.exp(logBinomial(50, 25)), 126410606437752) < 1e-13);
    assert.equal(Math.abs(logBinomial(7, 0)), 0);
  });
});

describe('Seeded random numbers', () => {
  it('repeat for the same seed, differ for another, and are uniform', () => {
    const first = Array.from({ length: 5 }, seededRandom(7));
    assert.deepEqual(Array.from({ length: 5 }, seededRandom(7)), first);
    assert.notDeepEqual(Array.from({ length: 5 }, seededRandom(8)), first);

    const random = seededRandom(1);
    const histogram = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) histogram[Math.floor(random() * 10)]! += 1;
    const chiSquare = histogram.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chiSquare > 1.15 && chiSquare < 33.7, `χ²₉ = ${chiSquare}`);
  });
});
