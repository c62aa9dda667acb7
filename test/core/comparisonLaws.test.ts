import assert from 'node:assert/strict';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { fitBetaBinomial } from '../../server/core/fitBetaBinomial.ts';
import { fitNonparametric, nonparametricPassAtK } from '../../server/core/fitNonparametric.ts';
import { fitScaledBeta, scaledBetaPassAtK } from '../../server/core/fitScaledBeta.ts';
import { betaLawPassAtK } from '../../server/core/lawPassAtK.ts';
import { logBinomial } from '../../server/core/logBetaRatio.ts';
import { passAtK, type SampleCounts } from '../../server/core/passAtK.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawBinomial, drawProblems, drawSolveRate } from '../support/worlds.ts';

const LEVEL = 0.9;

/** Problems whose solve rates are Beta(1, 2) times a limit. */
function drawScaled(limit: number, numProblems: number, numSamples: number): SampleCounts[] {
  const random = seededRandom(21);
  return Array.from({ length: numProblems }, () => {
    const rate = limit * drawSolveRate({ alpha: 2, beta: 1, ceiling: 1 }, random);
    return { numSamples, numCorrect: drawBinomial(numSamples, rate, random) };
  });
}

function scaledBetaOf(counts: readonly SampleCounts[]) {
  const fit = fitScaledBeta(compressCounts(counts), { level: LEVEL });
  assert.ok(fit.kind === 'interior');
  return fit;
}

/** log ∫ (limit·y)^c (1 − limit·y)^(n − c) 2(1 − y) dy of all problems: y ~ Beta(1, 2), by the midpoint rule. */
function scaledLikelihood(counts: readonly SampleCounts[], limit: number): number {
  return counts.reduce((sum, { numSamples: n, numCorrect: c }) => {
    let integral = 0;
    for (let j = 0; j < 2000; j += 1) {
      const y = (j + 0.5) / 2000;
      integral += (2 * (1 - y) * Math.exp(c * Math.log(limit * y) + (n - c) * Math.log1p(-limit * y))) / 2000;
    }
    return sum + Math.log(integral);
  }, 0);
}

/** What a log-likelihood relative to the binomials' maxima leaves out. */
function maximaOf(counts: readonly SampleCounts[]): number {
  return counts.reduce((sum, { numSamples: n, numCorrect: c }) => {
    const solved = c > 0 ? c * Math.log(c / n) : 0;
    return sum + solved + (c < n ? (n - c) * Math.log1p(-c / n) : 0);
  }, 0);
}

describe('The scaled Beta', () => {
  it('is at least as likely as the law that the counts were drawn from, and near it', () => {
    const counts = drawScaled(0.3, 300, 60);
    const fit = scaledBetaOf(counts);
    const ofTruth = scaledLikelihood(counts, 0.3);
    const gain = fit.logLikelihood + maximaOf(counts) - ofTruth;
    assert.ok(gain > -0.2 && gain < 5, `gains ${gain}`);
    for (const k of [1, 10, 1000]) {
      const inTruth = 1 - mean(2000, (y) => 2 * (1 - y) * (1 - 0.3 * y) ** k);
      const said = scaledBetaPassAtK(fit, k);
      assert.ok(Math.abs(said - inTruth) < 0.03, `pass@${k} = ${said}, in truth ${inTruth}`);
    }
  });

  it('is the Beta-binomial where the limit is 1', () => {
    const counts = [
      ...drawProblems({ alpha: 2, beta: 0.7, ceiling: 1 }, 80, 40, seededRandom(22)),
      { numSamples: 40, numCorrect: 40 },
    ];
    const fit = scaledBetaOf(counts);
    const beta = fitBetaBinomial(compressCounts(counts), { level: LEVEL });
    assert.equal(fit.limit, 1);
    assert.ok(beta.kind === 'interior');
    const combinations = counts.reduce(
      (sum, { numSamples, numCorrect }) => sum + logBinomial(numSamples, numCorrect),
      0,
    );
    const difference = fit.logLikelihood + maximaOf(counts) + combinations - beta.logLikelihood;
    assert.ok(Math.abs(difference) < 0.05, `differs by ${difference}`);
    for (const k of [1, 30, 3000]) {
      assert.ok(Math.abs(scaledBetaPassAtK(fit, k) - betaLawPassAtK(beta, k)!) < 0.01);
    }
  });

  it('is not identified where nothing was solved', () => {
    const counts = compressCounts([{ numSamples: 9, numCorrect: 0 }]);
    assert.equal(fitScaledBeta(counts, { level: LEVEL }).kind, 'notIdentified');
    assert.equal(fitNonparametric(counts, { level: LEVEL }).kind, 'notIdentified');
  });
});

describe('The nonparametric maximum-likelihood estimate', () => {
  const counts = drawProblems({ alpha: 3, beta: 0.5, ceiling: 0.8 }, 100, 50, seededRandom(23));
  const fit = fitNonparametric(compressCounts(counts), { level: LEVEL });

  it('agrees with what was seen, and hardly rises beyond n', () => {
    assert.ok(fit.kind === 'interior');
    for (const k of [1, 5, 50]) {
      const seen = mean(counts.length, (_, i) => passAtK(counts[i]!, k)!);
      assert.ok(Math.abs(nonparametricPassAtK(fit.mass, k) - seen) < 0.02);
    }
    const solved = counts.filter(({ numCorrect }) => numCorrect > 0).length / counts.length;
    const far = nonparametricPassAtK(fit.mass, 5000);
    assert.ok(far >= solved - 0.02 && far < solved + 0.05, `${far}, solved ${solved}`);
  });

  it('is the maximum: no single solve rate could be mixed in with gain (Lindsay 1983)', () => {
    assert.ok(fit.kind === 'interior');
    const ratesOfCells = Array.from(fit.mass, (_, cell) => 1 / (1 + Math.exp(24.1 - 0.2 * cell)));
    const likelihoodOf = (rate: number): number[] =>
      counts.map(({ numSamples: n, numCorrect: c }) => rate ** c * (1 - rate) ** (n - c));
    const rows = ratesOfCells.map(likelihoodOf);
    const mixed = counts.map((_, i) => rows.reduce((sum, row, cell) => sum + fit.mass[cell]! * row[i]!, 0));
    for (const row of rows) {
      const gain = mean(counts.length, (_, i) => row[i]! / mixed[i]!);
      assert.ok(gain < 1.02, `gain ${gain}`);
    }
  });
});

/** Mean of a function over the midpoints of `count` stretches of (0, 1). */
function mean(count: number, of: (middle: number, i: number) => number): number {
  return (
    Array.from({ length: count }, (_, i) => of((i + 0.5) / count, i)).reduce((sum, value) => sum + value, 0) / count
  );
}
