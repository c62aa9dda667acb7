import assert from 'node:assert/strict';
import type { CostAnswers, CostModel } from '../../server/core/cost.ts';
import type { PredictedPoint } from '../../server/core/outcomes.ts';
import { describeAssumptions, describeCost, formatTarget } from '../../server/text/describeCost.ts';
import {
  describeBand,
  describeBasis,
  describePoint,
  describePrediction,
  nameBasis,
} from '../../server/text/describePrediction.ts';

const point: PredictedPoint = {
  k: 10_000,
  value: 0.802,
  low: 0.701,
  high: 0.903,
  bandLow: 0.45,
  bandHigh: 1,
  reach: 100,
  basis: 'family',
};

describe('describePrediction', () => {
  it('says of a far extrapolation that the family supplies it', () => {
    assert.equal(
      describePoint(point),
      'pass@10,000 80.2% [70.1, 90.3] (100× beyond the data: the assumed family, not the data, supplies this answer)',
    );
    assert.equal(nameBasis(point), '100× family, not data');
    assert.equal(describeBand(point), 'without assuming a family [45.0, 100.0]');
  });

  it('says of a near extrapolation how near', () => {
    assert.equal(describeBasis({ basis: 'extrapolation', reach: 2.5 }), 'extrapolation, 2.5× beyond the data');
    assert.equal(describeBasis({ basis: 'extrapolation', reach: 4 }), 'extrapolation, 4× beyond the data');
    assert.equal(describeBasis({ basis: 'data', reach: 0.1 }), 'within the data');
  });

  it('names the population, the level and the method, or the reason for their absence', () => {
    assert.equal(
      describePrediction({
        kind: 'predicted',
        method: 'bma5',
        level: 0.9,
        ceiling: { value: 0.98, low: 0.9, high: 1 },
        points: [point],
      }),
      'Predictions are for this same set of problems; intervals at 90%; method bma5.',
    );
    assert.match(
      describePrediction({ kind: 'notIdentified', reason: 'noneSolved' }),
      /^Not identified: no attempt passed/,
    );
  });
});

const model: CostModel = { unit: 'usd', perAttempt: 0.01, perPrompt: 0, assumptions: ['prices are as given', 'Done.'] };

describe('describeCost', () => {
  it('gives each named answer with its definition', () => {
    const lines = describeCost(
      answersOf([
        {
          coverage: 0.8,
          reachable: true,
          k: 93,
          kInterval: { low: 60, high: null },
          cost: 0.93,
          attemptsWithStopping: 31,
          costWithStopping: 0.31,
          extrapolated: true,
        },
      ]),
    );
    assert.equal(lines[0]?.name, 'cheapest k for 80%');
    assert.equal(
      lines[0].answer,
      'k = 93 [60, ∞), $0.93 a problem, $0.31 when stopping at the first success (extrapolated)',
    );
    assert.match(lines[0].definition, /smallest k whose predicted pass@k reaches 80%/);
    assert.match(lines[1]?.answer ?? '', /k = 1 \[1, 2\], \$0\.024 \[\$0\.020, \$0\.031\] per solved problem/);
  });

  it('says why a target is out of reach', () => {
    const target = { coverage: 0.95, reachable: false } as const;
    const looked = { lookedUpTo: 10_000, ceiling: { value: 0.92, low: 0.85, high: 0.94 } };
    const [above, beyond, never, unknown] = describeCost(
      answersOf([
        { ...target, ...looked, why: 'aboveCeiling', bandReaches: false, kInterval: { low: null, high: null } },
        { ...target, ...looked, why: 'beyondHorizon', bandReaches: true, kInterval: { low: 4200, high: null } },
        { ...target, ...looked, why: 'beyondHorizon', bandReaches: false, kInterval: { low: null, high: null } },
        { ...target, why: 'notIdentified', bandReaches: true },
      ]),
    );
    assert.equal(above?.answer, 'unreachable, however many attempts: above the predicted ceiling 92.0% [85.0, 94.0]');
    assert.equal(
      beyond?.answer,
      'not within 10,000 attempts [4,200, ∞); the predicted ceiling 92.0% [85.0, 94.0] (the family says so; the data do not exclude it)',
    );
    assert.equal(never?.answer, 'not within 10,000 attempts [>10,000, ∞); the predicted ceiling 92.0% [85.0, 94.0]');
    assert.match(unknown?.answer ?? '', /^not identified/);
  });

  it('ends assumptions as sentences, and keeps targets as given', () => {
    assert.deepEqual(describeAssumptions(model), ['prices are as given.', 'Done.']);
    assert.equal(formatTarget(0.8), '80%');
    assert.equal(formatTarget(0.999), '99.9%');
    assert.equal(formatTarget(0.99999999), '99.999999%');
  });
});

function answersOf(targets: CostAnswers['targets']): CostAnswers {
  return {
    model,
    targets,
    cheapestPerSolve: {
      k: 1,
      kInterval: { low: 1, high: 2 },
      costPerSolve: 0.024,
      costPerSolveInterval: { low: 0.02, high: 0.031 },
    },
    marginal: [],
    curve: [],
  };
}
