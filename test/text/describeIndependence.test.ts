import assert from 'node:assert/strict';
import type { Independence } from '../../server/core/independence.ts';
import { describeIndependence } from '../../server/text/describeIndependence.ts';

const drift = { value: 0.98, low: 0.9, high: 1.06, pValue: 0.6, stretches: [] };
const blocks = { value: 1.03, low: 0.97, high: 1.1, pValue: 0.4, degreesOfFreedom: 900 };

describe('describeIndependence', () => {
  it('says that the order shows independence, on what evidence, and which law that speaks for', () => {
    check(
      {},
      /^Attempts are independent given the problem.*\(Eq\. 6\), not because.*\(Eq\. 9 and 10\)\. On 57 problems.*1\.03 \[0\.970, 1\.10\].*0\.980 \[0\.900, 1\.06\]\.$/,
    );
  });

  it('says that attempts depend, that dependence is small, or that nobody can tell', () => {
    check({ verdict: 'dependent' }, /are not independent.*intervals are too short/);
    check({ verdict: 'nearly' }, /almost independent.*too small to change the fits/);
    check({ verdict: 'unclear' }, /too few of them to rule it out/);
    check({ verdict: 'repeated' }, /may be copies/);
  });

  it('counts repeated completions, and says where there are none', () => {
    check({ repeats: { numRepeats: 25, numCompared: 100 } }, / 25\.0% of the completions repeat an earlier one/);
    check({ repeats: { numRepeats: 0, numCompared: 100 } }, / No completion repeats another/);
    check({ repeats: { numRepeats: 0, numCompared: 0 } }, /1\.06\]\.$/);
  });

  it('speaks of problems that move together only where that is certain', () => {
    const acrossProblems = { ...blocks, value: 1.3, low: 1.28, high: 1.33, pValue: 1e-9 };
    check({ acrossProblems }, /problems pass together more than by chance \(variance × 1\.30 \[1\.28, 1\.33\]\)/);
    check({ acrossProblems: { ...acrossProblems, pValue: 0.01 } }, /1\.06\]\.$/);
  });

  it('says why nothing was tested', () => {
    for (const [reason, expected] of [
      ['countsOnly', /counts and not the order/],
      ['tooManyAttempts', /more attempts than/],
      ['noMixedProblems', /always or never/],
      ['notRead', /not known/],
    ] as const) {
      assert.match(describeIndependence({ kind: 'notTested', reason }), expected);
    }
  });
});

function check(changes: Partial<Extract<Independence, { kind: 'tested' }>>, expected: RegExp): void {
  const base = { kind: 'tested', verdict: 'independent', numProblems: 57, numAttempts: 5700, blocks, drift } as const;
  assert.match(describeIndependence({ ...base, ...changes }), expected);
}
