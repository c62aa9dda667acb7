import assert from 'node:assert/strict';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { symmetricEigen } from '../../server/core/symmetricEigen.ts';
import { symmetricEigenvalues } from '../../server/core/symmetricEigenvalues.ts';
import { trialCorrelation } from '../../server/core/trialCorrelation.ts';
import { DEFAULT_SPECTRUM_OPTIONS, trialSpectrum, type SpectrumDecay } from '../../server/core/trialSpectrum.ts';
import { drawErrors, independentTrials, stickyTrials } from '../support/drawErrors.ts';

describe('symmetricEigenvalues', () => {
  it('finds the known spectrum of a path graph, 2 − 2·cos(jπ/(n + 1)), at any size', () => {
    for (const size of [1, 2, 3, 4, 17, 150]) {
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i += 1) {
        matrix[i * size + i] = 2;
        if (i > 0) matrix[i * size + i - 1] = matrix[(i - 1) * size + i] = -1;
      }
      const expected = Array.from({ length: size }, (_, j) => 2 + 2 * Math.cos(((j + 1) * Math.PI) / (size + 1)));
      checkClose(symmetricEigenvalues(matrix, size), expected, 1e-13);
    }
  });

  it('agrees with Jacobi’s rotations on random matrices, zero rows and repeated values among them', () => {
    const random = seededRandom(5);
    for (const size of [2, 5, 23, 60]) {
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i += 1) {
        for (let j = 0; j <= i; j += 1) {
          const isZero = i % 5 === 3 || j % 5 === 3;
          matrix[i * size + j] = matrix[j * size + i] = isZero ? 0 : random() - 0.4;
        }
      }
      const rows = Array.from({ length: size }, (_, i) => [...matrix.subarray(i * size, (i + 1) * size)]);
      const expected = symmetricEigen(rows)
        .map(({ value }) => value)
        .sort((a, b) => b - a);
      checkClose(symmetricEigenvalues(matrix, size), expected, 1e-12);
    }
  });

  it('leaves the matrix as it is', () => {
    const matrix = Float64Array.of(2, 1, 0, 1, 2, 1, 0, 1, 2);
    symmetricEigenvalues(matrix, 3);
    assert.deepEqual([...matrix], [2, 1, 0, 1, 2, 1, 0, 1, 2]);
  });
});

describe('trialCorrelation', () => {
  it('is the mean over problems of the product of two trials’ errors (Eq. 15)', () => {
    const errors = drawErrors(37, 29, seededRandom(2), (random) => random());
    const matrix = trialCorrelation(errors);
    for (let k = 0; k < 29; k += 1) {
      for (let l = 0; l < 29; l += 1) {
        let sum = 0;
        for (let i = 0; i < 37; i += 1) sum += errors.values[i * 29 + k]! * errors.values[i * 29 + l]!;
        assert.ok(Math.abs(matrix[k * 29 + l]! - sum / 37) < 1e-14);
      }
    }
  });
});

describe('trialSpectrum', () => {
  it('has the eigenvalues of Eq. 15, with fewer problems than trials as with more', () => {
    for (const [numProblems, numTrials] of [
      [12, 40],
      [40, 12],
      [20, 20],
    ] as const) {
      const errors = drawErrors(numProblems, numTrials, seededRandom(7), (random) => random());
      const whole = symmetricEigenvalues(trialCorrelation(errors), numTrials);
      const { eigenvalues } = trialSpectrum(errors);
      assert.equal(eigenvalues.length, Math.min(numProblems, numTrials));
      checkClose(eigenvalues, [...whole.subarray(0, eigenvalues.length)], 1e-13);
    }
  });

  it('decays for independent trials as its null does: the decay is no sign of correlation', () => {
    const { decay, topShare } = trialSpectrum(drawErrors(120, 200, seededRandom(11), independentTrials));
    assert.ok(topShare > 0.7, `the mean difficulty holds ${topShare} of the trace`);
    const { kappa, independentKappa } = present(decay);
    assert.ok(kappa > 0.2, `κ = ${kappa} without any correlation`);
    assert.ok(Math.abs(kappa - independentKappa.value) < 0.01, `${kappa} against ${independentKappa.value}`);
  });

  it('parts from its null where trials are correlated', () => {
    const { decay, eigenvalues, independent } = trialSpectrum(drawErrors(120, 200, seededRandom(12), stickyTrials));
    const { kappa, independentKappa } = present(decay);
    assert.ok(kappa > independentKappa.high + 0.1, `${kappa} against ${independentKappa.high}`);
    assert.ok(eigenvalues[1]! > 1.3 * independent[1]!.high);
  });

  it('fits κ on the ranks that it was asked for, and reads off an exact power law', () => {
    // Problems with one error each, of size r^(−3/4), at a trial of their own: eigenvalues r^(−3/2)/N.
    const size = 50;
    const values = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1) values[i * size + i] = (i + 1) ** -0.75;
    const spectrum = trialSpectrum(
      { numProblems: size, numTrials: size, values },
      { ...DEFAULT_SPECTRUM_OPTIONS, ranks: { from: 3, to: 25 } },
    );
    const { fromRank, toRank, kappa } = present(spectrum.decay);
    assert.deepEqual([fromRank, toRank], [3, 25]);
    assert.ok(Math.abs(kappa - 1.5) < 1e-9);
  });

  it('has no κ where rounding leaves fewer than three ranks', () => {
    const alike = trialSpectrum({ numProblems: 6, numTrials: 9, values: new Float64Array(54).fill(0.3) });
    assert.equal(alike.decay, undefined);
    assert.ok(Math.abs(alike.topShare - 1) < 1e-12);
    const zero = trialSpectrum({ numProblems: 6, numTrials: 9, values: new Float64Array(54) });
    assert.deepEqual([zero.decay, zero.topShare], [undefined, 0]);
    assert.deepEqual(trialSpectrum({ numProblems: 0, numTrials: 0, values: new Float64Array() }).eigenvalues, []);
  });

  it('has zeros, and no rounding of zeros, beyond its rank', () => {
    // Two kinds of problems, always the same: rank 2.
    const values = Float64Array.from({ length: 12 * 6 }, (_, i) => (Math.floor(i / 6) % 3 === 0 ? i % 2 : 1));
    const { eigenvalues, independent } = trialSpectrum({ numProblems: 12, numTrials: 6, values });
    assert.ok(eigenvalues[1]! > 0.01);
    assert.deepEqual(eigenvalues.slice(2), [0, 0, 0, 0]);
    assert.equal(independent.length, 6);
  });

  it('repeats for the same seed', () => {
    const errors = drawErrors(20, 30, seededRandom(3), independentTrials);
    assert.deepEqual(trialSpectrum(errors), trialSpectrum(errors));
    const other = trialSpectrum(errors, { ...DEFAULT_SPECTRUM_OPTIONS, seed: 2 });
    assert.notDeepEqual(other.independent, trialSpectrum(errors).independent);
    assert.deepEqual(other.eigenvalues, trialSpectrum(errors).eigenvalues);
  });
});

function present(decay: SpectrumDecay | undefined): SpectrumDecay {
  assert.ok(decay !== undefined);
  return decay;
}

function checkClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(
      Math.abs(actual[i]! - value) <= tolerance * Math.max(1, Math.abs(expected[0]!)),
      `${i}: ${actual[i]}, ${value}`,
    );
  });
}
