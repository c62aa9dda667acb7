import assert from 'node:assert/strict';
import { outcomeAt } from '../../server/core/attemptOrder.ts';
import { orderSpectrum, WHOLE_SPECTRUM } from '../../server/core/orderSpectrum.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { DEFAULT_SPECTRUM_OPTIONS, trialSpectrum } from '../../server/core/trialSpectrum.ts';
import { drawOrders, packOutcomes } from '../support/drawOrders.ts';

describe('orderSpectrum', () => {
  it('is the spectrum of failures in the order of the attempts', () => {
    const { problems, outcomes } = drawOrders(seededRandom(1), { numProblems: 9, numSamples: () => 14 });
    const values = Float64Array.from({ length: 9 * 14 }, (_, bit) => 1 - outcomeAt(outcomes, bit));
    assert.deepEqual(
      orderSpectrum({ problems, attemptOrder: { kind: 'kept', outcomes } }, WHOLE_SPECTRUM),
      trialSpectrum({ numProblems: 9, numTrials: 14, values }),
    );
  });

  it('takes the first attempts that nine in ten problems have, of the problems that have them, up to a size', () => {
    const { problems, outcomes } = drawOrders(seededRandom(1), {
      numProblems: 20,
      numSamples: (problem) => (problem === 3 ? 2 : 30),
    });
    const counts = { problems, attemptOrder: { kind: 'kept', outcomes } } as const;
    const whole = orderSpectrum(counts, WHOLE_SPECTRUM);
    assert.deepEqual([whole?.numProblems, whole?.numTrials], [19, 30]);
    const part = orderSpectrum(
      counts,
      { mostProblems: 5, mostTrials: 12 },
      { ...DEFAULT_SPECTRUM_OPTIONS, numNulls: 2 },
    );
    assert.deepEqual([part?.numProblems, part?.numTrials, part?.eigenvalues.length], [5, 12, 5]);
  });

  it('is not there where there is nothing to set side by side', () => {
    const { problems, outcomes } = packOutcomes([[1], [0]]);
    assert.equal(orderSpectrum({ problems, attemptOrder: { kind: 'kept', outcomes } }, WHOLE_SPECTRUM), undefined);
    assert.equal(orderSpectrum({ problems }, WHOLE_SPECTRUM), undefined);
  });
});
