import assert from 'node:assert/strict';
import { solveRateDensity } from '../../server/core/solveRateDensity.ts';

/** Midpoint sums over u = log10 s down to `lowest`. */
function integrate(density: (solveRate: number) => number, lowest: number, numSteps = 200_000): number {
  const width = -lowest / numSteps;
  let sum = 0;
  for (let step = 0; step < numSteps; step += 1) sum += density(10 ** (lowest + (step + 0.5) * width)) * width;
  return sum;
}

function checkDensity({ alpha, beta, lowest }: { alpha: number; beta: number; lowest: number }): void {
  const total = integrate((rate) => solveRateDensity(alpha, beta, rate), lowest);
  assert.ok(Math.abs(total - 1) < 1e-4, `mass ${String(total)}`);
  const mean = integrate((rate) => rate * solveRateDensity(alpha, beta, rate), lowest);
  const expected = beta / (alpha + beta);
  assert.ok(Math.abs(mean / expected - 1) < 1e-3, `mean ${String(mean)}, not ${String(expected)}`);
}

describe('The density of log10 of the solve rate', () => {
  it('is ln 10 · s where every solve rate is as likely (α = β = 1)', () => {
    for (const rate of [1e-9, 0.01, 0.5, 0.99])
      assert.ok(Math.abs(solveRateDensity(1, 1, rate) / (Math.LN10 * rate) - 1) < 1e-12);
  });

  it('has mass 1 and the mean β/(α + β) of the law', () => {
    checkDensity({ alpha: 11.7, beta: 0.246, lowest: -22 });
    checkDensity({ alpha: 3, beta: 2, lowest: -6 });
    checkDensity({ alpha: 100, beta: 1.5, lowest: -9 });
  });
});
