import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import type { EvalCounts, RecordedMetric } from '../../server/core/counts.ts';
import { recordedCurve } from '../../server/core/recordedCurve.ts';

const point = (k: number, value: number, kind: RecordedMetric['kind'] = 'passAtK'): RecordedMetric => ({
  name: `pass@${k}`,
  kind,
  k,
  value,
});

function curveOf(recorded: readonly RecordedMetric[]): EvalCounts {
  return { task: 't', model: 'm', scorer: 's', problems: [], recorded };
}

/** Coverage of the law of Eq. 6 by its product, not by the log-gamma of the code under test. */
function coverage(alpha: number, beta: number, ceiling: number, k: number): number {
  let failed = 1;
  for (let i = 0; i < k; i++) failed *= (alpha + i) / (alpha + beta + i);
  return ceiling * (1 - failed);
}

describe('a recorded pass@k curve', () => {
  it('is sorted by k, and takes the first of several values at one k', () => {
    const { recorded } = curveOf([point(8, 0.5), point(1, 0.1), point(8, 0.6)]);
    assert.deepEqual(recordedCurve(curveOf(recorded)), [
      { k: 1, value: 0.1 },
      { k: 8, value: 0.5 },
    ]);
  });

  it('never takes pass^k for pass@k', () => {
    assert.deepEqual(recordedCurve(curveOf([point(1, 0.5), point(2, 0.3, 'passHatK'), point(4, 0.2, 'passHatK')])), []);
  });

  it('is none where there are attempts, or fewer than two k', () => {
    const counts = curveOf([point(1, 0.1), point(8, 0.5)]);
    assert.deepEqual(recordedCurve({ ...counts, problems: [{ problemId: 'a', numSamples: 2, numCorrect: 1 }] }), []);
    assert.deepEqual(recordedCurve(curveOf([point(1, 0.1), point(1, 0.2)])), []);
  });

  it('keeps at most sixty points, evenly spaced in log k, the ends among them', () => {
    const curve = recordedCurve(curveOf(Array.from({ length: 10_000 }, (_, i) => point(i + 1, i / 10_000))));
    assert.ok(curve.length > 40 && curve.length <= 60);
    assert.equal(curve[0]?.k, 1);
    assert.equal(curve.at(-1)?.k, 10_000);
  });

  it('gives back the law that it was made of, by least squares', () => {
    const ks = [1, 2, 4, 8, 16, 32, 64, 128];
    const { fits } = analyzeEval(curveOf(ks.map((k) => point(k, coverage(1.2, 0.4, 0.8, k)))));
    assert.equal(fits.leastSquares.kind, 'interior');
    assert.ok(Math.abs(fits.leastSquares.alpha - 1.2) < 0.02);
    assert.ok(Math.abs(fits.leastSquares.beta - 0.4) < 0.01);
    assert.ok(Math.abs(fits.leastSquares.ceiling - 0.8) < 0.01);
    assert.equal(fits.effectiveK.kind === 'notIdentified', false);
    assert.equal(fits.powerLaw.kind, 'interior');
  });

  it('has no likelihood, no prediction and no counts', () => {
    const analysis = analyzeEval(curveOf([point(1, 0.1), point(8, 0.3), point(64, 0.6)]));
    const absent = { kind: 'notIdentified', reason: 'curveOnly' };
    assert.deepEqual(analysis.fits.betaBinomial, absent);
    assert.deepEqual(analysis.fits.zeroInflatedBetaBinomial, absent);
    assert.deepEqual(analysis.prediction, absent);
    assert.equal(analysis.summary.numProblems, 0);
    assert.deepEqual(analysis.passAtK, []);
    assert.ok(analysis.cost.targets.every(({ reachable }) => !reachable));
  });
});
