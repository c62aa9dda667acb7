import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { fitBetaBinomial } from '../../server/core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../../server/core/fitEffectiveK.ts';
import { fitLeastSquares } from '../../server/core/fitLeastSquares.ts';
import { fitPowerLaw } from '../../server/core/fitPowerLaw.ts';
import { harmonicNumbers } from '../../server/core/harmonicNumbers.ts';
import { logSpaced } from '../../server/core/kLadder.ts';
import { betaLawPassAtK, effectiveKPassAtK, powerLawPassAtK } from '../../server/core/lawPassAtK.ts';
import { maximize } from '../../server/core/maximize.ts';
import { type CurvePoint, observedCurve } from '../../server/core/observedPassAtK.ts';
import { betaPassAtK } from '../../server/core/passAtKLaw.ts';
import { symmetricEigen } from '../../server/core/symmetricEigen.ts';
import { checkOracle, relativeError } from '../support/oracles.ts';
import { describePowerLaw } from '../../server/text/describeFit.ts';

/** A law's curve at sixty log-spaced k. */
function curveOf(law: (k: number) => number, max = 1000): CurvePoint[] {
  return logSpaced(max, 60).map((k) => ({ k, value: law(k) }));
}

function checkNumbers(actual: object, expected: Readonly<Record<string, number>>, tolerance: number): void {
  const values = new Map<string, unknown>(Object.entries(actual));
  for (const [name, reference] of Object.entries(expected)) {
    const value = values.get(name);
    assert.ok(
      typeof value === 'number' && relativeError(value, reference) < tolerance,
      `${name} = ${String(value)}, expected ${reference}`,
    );
  }
}

describe('Generalized harmonic numbers', () => {
  it('hold 13 digits, at κ = 1 as elsewhere', () => {
    checkOracle('harmonic', ([k, kappa]) => harmonicNumbers([k!], kappa!)[0]!, { relative: 1e-13 });
  });

  it('are k at κ = 0 and the direct sum elsewhere', () => {
    assert.deepEqual(harmonicNumbers([1, 5], 0), [1, 5]);
    assert.ok(relativeError(harmonicNumbers([5000], 0)[0]!, 5000) < 1e-13);
    let sum = 0;
    for (let i = 1; i <= 300; i += 1) sum += i ** -0.7;
    assert.ok(relativeError(harmonicNumbers([300], 0.7)[0]!, sum) < 1e-13);
  });
});

describe('Least squares of Eq. 6', () => {
  it('finds the law that a curve was made from', () => {
    for (const [alpha, beta, ceiling] of [
      [11.7, 0.246, 0.9],
      [2.7, 0.39, 0.8],
      [0.5, 0.4, 0.95],
      [90, 0.35, 0.7],
    ] as const) {
      const fit = fitLeastSquares(curveOf((k) => betaPassAtK(alpha, beta, k, ceiling)));
      assert.equal(fit.kind, 'interior');
      checkNumbers(fit, { alpha, beta, ceiling }, 1e-3);
      assert.ok(Math.abs(betaLawPassAtK(fit, 1e4)! - betaPassAtK(alpha, beta, 1e4, ceiling)) < 1e-4);
    }
  });

  it('finds it in log-loss space, too, where points at 1 are left out', () => {
    for (const [alpha, beta, ceiling] of [
      [11.7, 0.246, 0.9],
      [0.5, 0.4, 0.95],
      [2.7, 0.39, 1],
    ] as const) {
      const curve = curveOf((k) => betaPassAtK(alpha, beta, k, ceiling));
      const fit = fitLeastSquares([...curve, { k: 1e6, value: 1 }], { space: 'logLoss' });
      checkNumbers(fit, { alpha, beta, ceiling }, 1e-3);
    }
  });

  it('weighs the tail in log-loss space: a relative error of the loss counts alike at every k', () => {
    const curve = curveOf((k) => 1 - (1 - betaPassAtK(3, 0.8, k)) * (k > 100 ? 1.3 : 1));
    const tailError = (space: 'linear' | 'logLoss'): number => {
      const fit = fitLeastSquares(curve, { ceiling: 1, space });
      return Math.abs(Math.log((1 - betaLawPassAtK(fit, 1000)!) / (1 - curve.at(-1)!.value)));
    };
    assert.ok(tailError('logLoss') < 0.7 * tailError('linear'));
  });

  it('puts the ceiling at its boundary where a larger one would fit better', () => {
    const fit = fitLeastSquares(curveOf((k) => 1.05 * betaPassAtK(3, 0.5, k) * Math.min(1, 0.95 + k / 1e5)));
    assert.ok(fit.kind === 'boundary' && fit.limit === 'ceilingIsOne' && fit.ceiling === 1);
  });

  it('names the limit where α and β have none', () => {
    const equal = fitLeastSquares(curveOf((k) => 0.7 * (1 - 0.9 ** k), 50));
    assert.ok(equal.kind === 'boundary' && equal.limit === 'noOverdispersion');
    checkNumbers(equal, { meanFailureProbability: 0.9, ceiling: 0.7 }, 1e-2);
    const constant = fitLeastSquares(curveOf(() => 0.4, 50));
    assert.ok(constant.kind === 'boundary' && constant.limit === 'allOrNothing');
    assert.ok(Math.abs(betaLawPassAtK(constant, 1e6)! - 0.4) < 1e-12);
  });
});

describe('The exponentiated power law', () => {
  it('finds the law that a curve was made from, and leaves out points at 0 and 1', () => {
    const curve = curveOf((k) => Math.exp(-4.2 * k ** -0.34));
    const fit = fitPowerLaw([...curve, { k: 5000, value: 1 }, { k: 1, value: 0 }]);
    assert.equal(fit.kind, 'interior');
    checkNumbers(fit, { a: 4.2, b: 0.34 }, 1e-12);
    assert.ok(relativeError(powerLawPassAtK(fit, 1e5)!, Math.exp(-4.2 * 1e5 ** -0.34)) < 1e-12);
  });

  it('is flat where pass@k is the same at all k, whatever the rounding', () => {
    const points = [1, 3, 7, 20].map((k, i) => ({ k, value: 0.98 + i * 1e-16 }));
    const fit = fitPowerLaw(points);
    assert.ok(fit.kind === 'interior' && fit.b === 0 && Math.abs(Math.exp(-fit.a) - 0.98) < 1e-12);
    assert.equal(
      describePowerLaw({ kind: 'interior', a: 0.7, b: -0.12, rmse: 0.01 }),
      'exp(−0.700·k^0.120), no ceiling, RMSE 0.0100',
    );
  });

  it('is not identified by one point inside (0, 1)', () => {
    assert.deepEqual(
      fitPowerLaw([
        { k: 1, value: 0.5 },
        { k: 2, value: 1 },
      ]),
      { kind: 'notIdentified', reason: 'tooFewPoints' },
    );
  });
});

describe('The effective-k law', () => {
  const law = (p: number, kappa: number, ceiling: number) => (k: number) =>
    ceiling * (1 - p ** harmonicNumbers([k], kappa)[0]!);

  it('finds the law that a curve was made from', () => {
    for (const [p, kappa, ceiling] of [
      [0.9557, 0.553, 0.788],
      [0.7, 1, 0.9],
      [0.5, 0.2, 0.6],
    ] as const) {
      const fit = fitEffectiveK(curveOf(law(p, kappa, ceiling)));
      assert.equal(fit.kind, 'interior');
      checkNumbers(fit, { p, kappa, ceiling }, 1e-4);
      assert.ok(relativeError(effectiveKPassAtK(fit, 1e5)!, law(p, kappa, ceiling)(1e5)) < 1e-4);
    }
  });

  it('stops at κ = 0: independent attempts at equally hard problems', () => {
    const fit = fitEffectiveK(curveOf((k) => 0.8 * (1 - 0.95 ** (k ** 1.1)), 100));
    assert.ok(fit.kind === 'boundary' && fit.limit === 'independentAttempts' && fit.kappa === 0);
  });
});

describe('Laws of curves', () => {
  const fits = (points: readonly CurvePoint[]) => [fitLeastSquares(points), fitPowerLaw(points), fitEffectiveK(points)];

  for (const [title, points, reason] of [
    ['no points', [], 'noProblems'],
    ['no successes', curveOf(() => 0), 'noneSolved'],
    ['no failures', curveOf(() => 1), 'allSolved'],
    ['one point', [{ k: 1, value: 0.3 }], 'tooFewPoints'],
  ] as const) {
    it(`are not identified by ${title}`, () => {
      const [leastSquares, powerLaw, effectiveK] = fits(points);
      for (const fit of [leastSquares, powerLaw, effectiveK]) assert.deepEqual(fit, { kind: 'notIdentified', reason });
    });
  }

  it('converge to finite numbers for every log', () => {
    const counts = fc
      .integer({ min: 1, max: 60 })
      .chain((numSamples) =>
        fc.record({ numSamples: fc.constant(numSamples), numCorrect: fc.integer({ min: 0, max: numSamples }) }),
      );
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 12 }), (log) => {
        for (const fit of fits(observedCurve(compressCounts(log)))) {
          assert.notEqual(fit.kind, 'notConverged');
          for (const value of Object.values(fit))
            if (typeof value === 'number') assert.ok(Number.isFinite(value), JSON.stringify(fit));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are fitted up to the smallest n, so that all points are of the same problems', () => {
    const cells = compressCounts([
      { numSamples: 10, numCorrect: 1 },
      { numSamples: 4, numCorrect: 2 },
    ]);
    const curve = observedCurve(cells);
    assert.deepEqual(
      curve.map(({ k }) => k),
      [1, 2, 3, 4],
    );
    assert.ok(Math.abs(curve[0]!.value - 0.3) < 1e-14);
    assert.deepEqual(observedCurve(compressCounts([])), []);
  });

  it('have no value where there is no fit', () => {
    const none = fitBetaBinomial(compressCounts([]), { level: 0.9 });
    assert.equal(betaLawPassAtK(none, 1), undefined);
    assert.equal(powerLawPassAtK({ kind: 'notIdentified', reason: 'noneSolved' }, 1), undefined);
    assert.equal(effectiveKPassAtK({ kind: 'notConverged', iterations: 100 }, 1), undefined);
  });
});

describe('Maximization', () => {
  it('diagonalizes symmetric matrices', () => {
    const entry = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(entry, entry, entry, entry, entry, entry, (a, b, c, d, e, f) => {
        const matrix = [
          [a, b, c],
          [b, d, e],
          [c, e, f],
        ];
        for (const { value, vector } of symmetricEigen(matrix)) {
          assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-12);
          matrix.forEach((row, i) => {
            const image = row.reduce((sum, element, j) => sum + element * vector[j]!, 0);
            assert.ok(Math.abs(image - value * vector[i]!) < 1e-10);
          });
        }
      }),
    );
  });

  it('leaves a saddle and follows a bent ridge to its top', () => {
    // Rosenbrock's function, upside down.
    const top = maximize(
      ([x = 0, y = 0]) => ({
        value: -((1 - x) ** 2) - 100 * (y - x * x) ** 2,
        gradient: [2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)],
        hessian: [
          [-2 + 400 * y - 1200 * x * x, 400 * x],
          [400 * x, -200],
        ],
      }),
      [-1.2, 1],
      [0, 1],
    );
    assert.ok(top.converged && Math.abs(top.point[0]! - 1) < 1e-4 && Math.abs(top.point[1]! - 1) < 1e-4);
  });

  it('says so when it does not arrive', () => {
    const endless = maximize(([x = 0]) => ({ value: x, gradient: [1], hessian: [[0]] }), [0], [0]);
    assert.equal(endless.converged, false);
  });
});
