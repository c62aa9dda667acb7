import assert from 'node:assert/strict';
import type { NotIdentifiedReason } from '../../server/core/outcomes.ts';
import { describeDifficulty } from '../../server/text/describeDifficulty.ts';
import {
  describeBeta,
  describeBetaBinomial,
  describeEffectiveK,
  describeFits,
  describeLeastSquares,
  describePowerLaw,
  describeZeroInflated,
} from '../../server/text/describeFit.ts';
import { describeNotIdentified, nameNotIdentified } from '../../server/text/describeNotIdentified.ts';

const alphaBeta = {
  alpha: 11.7,
  beta: 0.246,
  alphaInterval: { low: 6.1, high: null },
  betaInterval: { low: 0.2, high: 0.3 },
  logLikelihood: -1,
} as const;

describe('describeFit', () => {
  it('gives β first, with intervals', () => {
    const fit = { kind: 'interior', ...alphaBeta } as const;
    assert.equal(describeBetaBinomial(fit), 'β 0.246 [0.200, 0.300], α 11.7 (≥ 6.10, unbounded above)');
    assert.equal(describeBeta(fit), 'β 0.246 [0.200, 0.300]');
  });

  it('names a boundary in words instead of printing its parameters', () => {
    const fit = {
      kind: 'boundary',
      limit: 'noOverdispersion',
      meanFailureProbability: 0.7,
      logLikelihood: -1,
      betaInterval: { low: 4.2, high: null },
    } as const;
    assert.equal(
      describeBetaBinomial(fit),
      'all problems look equally hard (α, β → ∞); mean solve rate 30.0%, β ≥ 4.20, unbounded above',
    );
    assert.equal(describeBeta(fit), 'β ≥ 4.20, unbounded above');
  });

  it('reports a ceiling with its interval, and one at 100% as a boundary', () => {
    const interval = { low: 0.61, high: 0.8 };
    assert.match(
      describeZeroInflated({ kind: 'interior', ...alphaBeta, ceiling: 0.7, ceilingInterval: interval }),
      /^ceiling 70\.0% \[61\.0, 80\.0\], β 0\.246/,
    );
    assert.equal(
      describeZeroInflated({
        kind: 'boundary',
        limit: 'ceilingIsOne',
        alpha: 4,
        beta: 0.35,
        ceiling: 1,
        ceilingInterval: { low: 0.9, high: 1 },
        logLikelihood: -1,
      }),
      'ceiling 100%: no sign of unsolvable problems (at least 90.0%), β 0.350, α 4.00',
    );
  });

  it('gives the curve laws their error', () => {
    assert.equal(
      describeLeastSquares({ kind: 'interior', alpha: 15.3, beta: 0.279, ceiling: 0.977, rmse: 0.0033 }),
      'ceiling 97.7%, β 0.279, α 15.3, RMSE 0.00330',
    );
    assert.equal(
      describePowerLaw({ kind: 'interior', a: 4.21, b: 0.339, rmse: 0.01 }),
      'exp(−4.21·k^−0.339), no ceiling, RMSE 0.0100',
    );
    assert.match(
      describeEffectiveK({
        kind: 'boundary',
        limit: 'independentAttempts',
        p: 0.9557,
        kappa: 0,
        ceiling: 0.788,
        rmse: 0.0146,
      }),
      /p 0\.956, κ 0, ceiling 78\.8%; attempts look independent.*extrapolates badly/,
    );
  });

  it('gives every law one line, without a number where there is no fit', () => {
    const absent = { kind: 'notIdentified', reason: 'singleAttempt' } as const;
    const lines = describeFits({
      betaBinomial: absent,
      zeroInflatedBetaBinomial: absent,
      leastSquares: absent,
      leastSquaresLogLoss: absent,
      powerLaw: { kind: 'notConverged', iterations: 1000 },
      effectiveK: absent,
    });
    assert.deepEqual(
      lines.map((line) => line.text),
      [
        'not identified (n = 1)',
        'not identified (n = 1)',
        'not identified (n = 1)',
        'not identified (n = 1)',
        'did not converge in 1,000 iterations',
        'not identified (n = 1)',
      ],
    );
    assert.equal(describeBeta(absent), 'β not identified (n = 1)');
  });
});

describe('describeNotIdentified', () => {
  it('says why, and what can still be said', () => {
    const rate = { low: 0, high: 0.018 };
    assert.match(
      describeNotIdentified({ kind: 'notIdentified', reason: 'noneSolved', meanSolveRate: rate }),
      /no attempt passed.*at most 1\.8%\.$/,
    );
    assert.match(
      describeNotIdentified({ kind: 'notIdentified', reason: 'allSolved', meanSolveRate: { low: 0.98, high: 1 } }),
      /every attempt passed.*at least 98\.0%\.$/,
    );
    assert.match(
      describeNotIdentified({ kind: 'notIdentified', reason: 'singleAttempt', meanSolveRate: { low: 0.3, high: 0.4 } }),
      /single attempt.*between 30\.0% and 40\.0%\.$/,
    );
  });

  it('has a sentence and a short form for every reason', () => {
    const reasons: NotIdentifiedReason[] = [
      'noProblems',
      'noneSolved',
      'allSolved',
      'singleAttempt',
      'stoppedAtSuccess',
      'tooFewPoints',
    ];
    const texts = reasons.map((reason) => describeNotIdentified({ kind: 'notIdentified', reason }));
    assert.equal(new Set(texts).size, reasons.length);
    for (const text of texts) assert.match(text, /^Not identified: .+\.$/);
    for (const reason of reasons)
      assert.match(nameNotIdentified({ kind: 'notIdentified', reason }), /^not identified \(.+\)$/);
  });
});

describe('describeDifficulty', () => {
  it('reads α and β as Section 3.2.1 does', () => {
    const text = describeDifficulty({ alpha: 11.7, beta: 0.246, ceiling: 1 });
    assert.match(text, /fails with probability 97\.9% on average, α\/\(α \+ β\): most problems are hard/);
    assert.match(
      text,
      /Easy problems are rare.*tail of hard problems is heavy \(β = 0\.246\).*divide the share of them.*by about 1\.76/,
    );
    assert.match(
      describeDifficulty({ alpha: 0.5, beta: 0.9, ceiling: 1 }),
      /most problems are easy.*differ a great deal/,
    );
    assert.match(
      describeDifficulty({ alpha: 80, beta: 80, ceiling: 1 }),
      /balance.*much alike \(α \+ β = 160, standard deviation 3\.9%\)\..*light.*by more than a million\.$/,
    );
    assert.match(describeDifficulty({ alpha: 2, beta: 1, ceiling: 0.8 }), /at a problem that can be solved fails/);
  });

  it('does not call problems alike whose failure probabilities are, but not their solve rates', () => {
    assert.match(
      describeDifficulty({ alpha: 92.5, beta: 0.352, ceiling: 0.705 }),
      /Failure probabilities are much alike \(α \+ β = 92\.9, standard deviation 0\.63%\); solve rates are not: they differ by powers of ten\./,
    );
  });
});
