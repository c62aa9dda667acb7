import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { cheapestModels } from '../../server/core/cheapestModels.ts';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { contenderOf } from '../../server/core/contender.ts';
import type { EvalCounts } from '../../server/core/counts.ts';
import { firstAnswers } from '../../server/core/firstAnswers.ts';
import { pairedDifference } from '../../server/core/pairedDifference.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { stopsAtSuccess } from '../../server/core/stopsAtSuccess.ts';
import { fittedTitle } from '../../server/language/evalTitle.ts';
import { describePassHatK } from '../../server/text/describeObserved.ts';
import { headlines } from '../../server/view/headlines.ts';
import { chartOf, panelOf } from '../support/checkCharts.ts';
import { evalOf } from '../support/evalOf.ts';
import { drawSolveRate, type World } from '../support/worlds.ts';

type Pair = readonly [numSamples: number, numCorrect: number];

describe('stopsAtSuccess', () => {
  for (const [what, counts, expected] of [
    [
      'one success each, the others tried to the end',
      [
        [3, 1],
        [1, 1],
        [8, 0],
      ],
      true,
    ],
    [
      'every problem solved in the end',
      [
        [3, 1],
        [1, 1],
        [8, 1],
      ],
      true,
    ],
    [
      'as many attempts at each',
      [
        [8, 1],
        [8, 0],
        [8, 0],
      ],
      false,
    ],
    [
      'two successes at a problem',
      [
        [3, 1],
        [8, 2],
        [8, 0],
      ],
      false,
    ],
    [
      'a problem that was given up early',
      [
        [3, 1],
        [5, 0],
        [8, 0],
      ],
      false,
    ],
    ['no problem', [], false],
  ] as const satisfies readonly (readonly [string, readonly Pair[], boolean])[]) {
    it(`is ${String(expected)} of ${what}`, () => {
      assert.equal(stopsAtSuccess(cellsOf(counts)), expected);
    });
  }
});

describe('Attempts that stop at the first success', () => {
  const { rates, counts } = drawStopped({ alpha: 4, beta: 0.5, ceiling: 1 }, { numProblems: 300, cap: 100, seed: 11 });
  const analysis = analyzeEval(counts, { at: [1, 10], level: 0.9, targets: [0.5] });
  /** Of the very rates that the attempts were drawn from. */
  const passAtK = (k: number): number => passAtKOf(rates, k);

  it('have a mean of c/n that is far off, and a mean solve rate that is not', () => {
    assert.ok(analysis.passAtK[0]!.value > 1.5 * passAtK(1));
    const { value, low, high } = analysis.meanSolveRate;
    assert.ok(Math.abs(value / passAtK(1) - 1) < 0.25, `${value}, true ${passAtK(1)}`);
    assert.ok(low < passAtK(1) && passAtK(1) < high);
  });

  it('are compared by what is predicted, at the k that reaches the target', () => {
    const contender = contenderOf(analysis, { unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: ['test'] });
    const [best] = cheapestModels(0.5, [contender]);
    assert.ok(best?.answer.reachable);
    const { k, kInterval, basis } = best.answer;
    assert.equal(basis, 'predicted');
    assert.ok(passAtK(kInterval.low! - 1) < 0.5 && passAtK(kInterval.high!) >= 0.5, `k = ${k}`);
    assert.equal(contender.at(1).basis, 'predicted');
  });

  it('have no curve that laws could be fitted to, however late the first success', () => {
    const late = analyzeEval(evalOf([[9, 1], [12, 1], [30, 1], [40, 0]])); // prettier-ignore
    for (const fit of [late.fits.leastSquares, late.fits.powerLaw, late.fits.effectiveK]) {
      assert.deepEqual(fit, { kind: 'notIdentified', reason: 'stoppedAtSuccess' });
    }
    assert.notEqual(late.fits.betaBinomial.kind, 'notIdentified');
  });

  it('have a panel that shows what is observed on request only, and does not sum it up', () => {
    for (const id of ['coverage', 'loss'] as const) {
      const chart = chartOf(panelOf(counts.problems), id);
      assert.equal(chart.series.find((series) => series.id === 'observed')?.visible, false);
      assert.doesNotMatch(chart.summary, /rises from/);
    }
    assert.equal(describePassHatK(analysis), '');
  });

  it('leave no paired difference', () => {
    const options = { at: [1], level: 0.9, random: seededRandom(1) };
    const { points, notCompared } = pairedDifference(counts, evalOf(rates.map(() => [10, 3])), options);
    assert.deepEqual([points, notCompared], [[], 'stoppedAtSuccess']);
  });

  it('have no pass@1 before the prediction, and then the predicted one, in the lens and in the panel', () => {
    assert.deepEqual(firstAnswers(counts, 0.9).passAtK, []);
    const percent = `${(100 * analysis.meanSolveRate.value).toFixed(1)}%`;
    assert.ok(fittedTitle(analysis).startsWith(`pass@1 ≈ ${percent} [`));
    assert.match(fittedTitle(analysis), /\(attempts stop at a success\) · β/);
    const pass1 = headlines(analysis).find(({ label }) => label === 'pass@1, predicted');
    assert.equal(pass1?.value, percent);
  });

  it('are predicted from with intervals that hold the truth about as often as they say, within the data too', function () {
    this.timeout(60_000);
    const worlds: readonly World[] = [
      { alpha: 4, beta: 0.5, ceiling: 1 },
      { alpha: 10, beta: 0.25, ceiling: 1 },
      { alpha: 2, beta: 0.5, ceiling: 0.7 },
      { alpha: 1, beta: 1, ceiling: 1 },
    ];
    const held = worlds.flatMap((world) =>
      Array.from({ length: 12 }, (_, i) => {
        const drawn = drawStopped(world, { numProblems: 150, cap: 50, seed: 100 + i });
        const { prediction } = analyzeEval(drawn.counts, { at: [1, 10], level: 0.9, targets: [] });
        assert.equal(prediction.kind, 'predicted');
        return [1, 10].map((k) => {
          const { low, high } = prediction.points.find((point) => point.k === k) ?? assert.fail();
          const truth = passAtKOf(drawn.rates, k);
          return low <= truth && truth <= high;
        });
      }).flat(),
    );
    const share = held.filter(Boolean).length / held.length;
    assert.ok(share >= 0.84 && share <= 0.98, `${share} of the intervals at 90%`);
  });
});

interface Drawn {
  /** Of one attempt at each problem. */
  readonly rates: readonly number[];
  readonly counts: EvalCounts;
}

/** Problems that are tried until the first success, `cap` times at most. */
function drawStopped(world: World, { numProblems, cap, seed }: Record<'numProblems' | 'cap' | 'seed', number>): Drawn {
  const random = seededRandom(seed);
  const rates = Array.from({ length: numProblems }, () => drawSolveRate(world, random));
  const tryUntilSolved = (rate: number): Pair => {
    for (let n = 1; n <= cap; n += 1) if (random() < rate) return [n, 1];
    return [cap, 0];
  };
  return { rates, counts: evalOf(rates.map(tryUntilSolved)) };
}

function passAtKOf(rates: readonly number[], k: number): number {
  return rates.reduce((sum, rate) => sum + 1 - (1 - rate) ** k, 0) / rates.length;
}

function cellsOf(counts: readonly Pair[]): ReturnType<typeof compressCounts> {
  return compressCounts(counts.map(([numSamples, numCorrect]) => ({ numSamples, numCorrect })));
}
