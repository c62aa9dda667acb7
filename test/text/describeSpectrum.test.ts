import assert from 'node:assert/strict';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { trialSpectrum } from '../../server/core/trialSpectrum.ts';
import { describeSpectrum } from '../../server/text/describeSpectrum.ts';
import { drawErrors, independentTrials, stickyTrials } from '../support/drawErrors.ts';

describe('what is said of the eigenvalues of a log', function () {
  this.timeout(30_000);

  it('is never that independent attempts could claim a difference', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const spectrum = trialSpectrum(drawErrors(40, 60, seededRandom(seed), independentTrials));
      assert.match(describeSpectrum(spectrum), /no sign of correlated trials/, `seed ${seed}`);
    }
  });

  it('is that attempts which repeat each other can', () => {
    const spectrum = trialSpectrum(drawErrors(120, 200, seededRandom(12), stickyTrials));
    assert.match(describeSpectrum(spectrum), /The difference is what correlated trials/);
  });
});
