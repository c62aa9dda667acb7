import assert from 'node:assert/strict';
import { type RandomSource, seededRandom } from '../../server/core/seededRandom.ts';
import type { TrialErrors } from '../../server/core/trialCorrelation.ts';
import { correlationReport } from '../../server/experiments/correlationReport.ts';
import type { CorrelationReport } from '../../server/protocol/experimentResult.ts';
import { decayVerdict } from '../../server/text/comparePaper.ts';
import { drawErrors, independentTrials, stickyTrials } from '../support/drawErrors.ts';

describe('What is said of the eigenvalues of an experiment', function () {
  this.timeout(30_000);

  it('is never that independent attempts are correlated, however few the images and trials are', () => {
    for (const [numImages, numTrials] of [
      [12, 20],
      [20, 8],
      [60, 60],
    ] as const)
      for (let seed = 0; seed < 60; seed += 1) {
        const report = reportOf(drawErrors(numImages, numTrials, seededRandom(seed), independentErrors));
        assert.match(
          decayVerdict([report]),
          /no correlation between trials/,
          `${numImages} × ${numTrials}, seed ${seed}`,
        );
      }
  });

  it('is that they differ where trials repeat each other', () => {
    const report = reportOf(drawErrors(120, 200, seededRandom(12), stickyTrials));
    assert.match(decayVerdict([report]), /trials share more than the difficulty/);
  });

  it('is nothing where most are rounding errors', () => {
    const alike = reportOf({ numProblems: 9, numTrials: 12, values: new Float64Array(108).fill(0.3) });
    assert.match(decayVerdict([alike]), /too few eigenvalues/);
  });

  it('holds for a result of an earlier version, which has no range of the null', () => {
    const [decay = assert.fail(), ...others] = reportOf(
      drawErrors(120, 200, seededRandom(12), independentTrials),
    ).decays.map(({ nullRange: _, ...old }) => old);
    const verdictOf = (kappa: number): string =>
      decayVerdict([{ decays: [{ ...decay, kappa }, ...others] } as unknown as CorrelationReport]);
    assert.match(verdictOf(1.02 * decay.nullKappa), /no correlation/);
    assert.match(verdictOf(1.2 * decay.nullKappa), /share more/);
  });
});

/** As of a reconstruction: any number about the difficulty. */
function independentErrors(random: RandomSource, difficulty: number): number {
  return difficulty * (0.5 + random());
}

function reportOf({ numProblems, numTrials, values }: TrialErrors): CorrelationReport {
  const errors = new Float32Array(values.length);
  for (let i = 0; i < numProblems; i += 1)
    for (let t = 0; t < numTrials; t += 1) errors[t * numProblems + i] = values[i * numTrials + t]!;
  return correlationReport({ errors, numProblems, numTrials }) ?? assert.fail();
}
