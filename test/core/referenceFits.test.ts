import assert from 'node:assert/strict';
import { fitBetaBinomial } from '../../server/core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../../server/core/fitEffectiveK.ts';
import { fitLeastSquares } from '../../server/core/fitLeastSquares.ts';
import { fitPowerLaw } from '../../server/core/fitPowerLaw.ts';
import { fitZeroInflatedBetaBinomial } from '../../server/core/fitZeroInflatedBetaBinomial.ts';
import { observedCurve, observedPassAtK } from '../../server/core/observedPassAtK.ts';
import { digitizedCurve, pythiaMath, pythiaMathPassAtK } from '../support/countData.ts';
import { skipBecause } from '../support/skipBecause.ts';

const absent = 'the published counts are not beside the checkout';

/** Compares the named numbers of an outcome with reference values, in units of the reference's last digit. */
function checkFit(outcome: object, expected: Readonly<Record<string, string>>): void {
  const actual = new Map(Object.entries(outcome));
  for (const [name, reference] of Object.entries(expected)) {
    const decimals = reference.split('.')[1]?.length ?? 0;
    const value: unknown = actual.get(name);
    assert.ok(typeof value === 'number', `${name} is absent from ${JSON.stringify(outcome)}`);
    assert.ok(Math.abs(value - Number(reference)) <= 10 ** -decimals, `${name} = ${value}, reference ${reference}`);
  }
}

describe('Fits to 10,000 attempts at MATH problems reproduce reference values', () => {
  const references = [
    {
      model: 'Pythia 2.8B',
      betaBinomial: { alpha: '11.70', beta: '0.2460' },
      leastSquares: { alpha: '15.3', beta: '0.279', ceiling: '0.977', rmse: '0.0033' },
      powerLaw: { a: '4.21', b: '0.339' },
    },
    {
      model: 'Pythia 12B',
      betaBinomial: { alpha: '12.37', beta: '0.2955' },
      leastSquares: { alpha: '13.5', beta: '0.302', ceiling: '0.999' },
      powerLaw: { a: '4.19', b: '0.372' },
    },
    {
      model: 'Pythia 160M',
      betaBinomial: { alpha: '65.6', beta: '0.1755' },
      leastSquares: { alpha: '92.6', beta: '0.368', ceiling: '0.688' },
      powerLaw: { a: '6.74', b: '0.283' },
    },
    {
      model: 'Pythia 70M',
      betaBinomial: { alpha: '100.08', beta: '0.0650' },
      leastSquares: { alpha: '189', beta: '0.0744', ceiling: '1' },
      powerLaw: { a: '7.94', b: '0.193' },
    },
  ];
  for (const { model, betaBinomial, leastSquares, powerLaw } of references) {
    it(model, function () {
      const cells = pythiaMath(model);
      if (cells === undefined) return skipBecause(this, absent);
      const curve = observedCurve(cells);
      checkFit(fitBetaBinomial(cells, { level: 0.9 }), betaBinomial);
      checkFit(fitLeastSquares(curve), leastSquares);
      checkFit(fitPowerLaw(curve), powerLaw);
    });
  }

  it('the zero-inflated fit finds a ceiling for Pythia 160M and its boundary for 2.8B', function () {
    const small = pythiaMath('Pythia 160M');
    const large = pythiaMath('Pythia 2.8B');
    if (small === undefined || large === undefined) return skipBecause(this, absent);
    const below = fitZeroInflatedBetaBinomial(small, { level: 0.9 });
    assert.equal(below.kind, 'interior');
    checkFit(below, { alpha: '92.5', beta: '0.352', ceiling: '0.705' });
    const atOne = fitZeroInflatedBetaBinomial(large, { level: 0.9 });
    assert.ok(atOne.kind === 'boundary' && atOne.limit === 'ceilingIsOne');
    checkFit(atOne, { alpha: '11.70', beta: '0.2460', ceiling: '1' });
  });

  it('the effective-k law of Pythia 2.8B', function () {
    const cells = pythiaMath('Pythia 2.8B');
    if (cells === undefined) return skipBecause(this, absent);
    checkFit(fitEffectiveK(observedCurve(cells)), { p: '0.9557', kappa: '0.553', ceiling: '0.788', rmse: '0.0146' });
  });

  it('observed pass@k agrees with the published curve at every published k', function () {
    const cells = pythiaMath('Pythia 2.8B');
    const published = pythiaMathPassAtK('Pythia 2.8B');
    if (cells === undefined || published === undefined) return skipBecause(this, absent);
    assert.equal(published.length, 101);
    const points = observedPassAtK(
      cells,
      published.map(({ k }) => k),
      0.9,
    );
    published.forEach(({ value }, i) => {
      assert.ok(Math.abs(points[i]!.value - value) < 1e-12);
    });
  });
});

describe('Least squares with the ceiling at one reproduces the fits to digitized curves', () => {
  for (const [name, alpha, beta] of [
    ['gemma2B', '4.65', '0.361'],
    ['llama8BpassN', '2.72', '0.388'],
    ['llama38Binstruct_oracle', '1.13', '0.380'],
    ['llama370Binstruct_oracle', '0.488', '0.409'],
  ] as const) {
    it(name, function () {
      const curve = digitizedCurve(name);
      if (curve === undefined) return skipBecause(this, absent);
      checkFit(fitLeastSquares(curve, { ceiling: 1 }), { alpha, beta });
    });
  }
});

describe('Least squares in log-loss space', () => {
  it('reproduces a fit by scipy.optimize.least_squares to a digitized curve', function () {
    const curve = digitizedCurve('pythia28B') ?? skipBecause(this, absent);
    const fit = fitLeastSquares(curve, { space: 'logLoss' });
    checkFit(fit, { alpha: '17.073', beta: '0.3089', ceiling: '0.9458', rmse: '0.005793' });
  });
});
