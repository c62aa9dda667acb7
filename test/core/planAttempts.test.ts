import assert from 'node:assert/strict';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { drawBinomial, drawFirstSuccess } from '../../server/core/drawAttempts.ts';
import { drawWorlds } from '../../server/core/drawWorlds.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { type DesignPlan, halfWidthOf, planAttempts } from '../../server/core/planAttempts.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawBinomial as drawBernoullis, drawSolveRate } from '../support/worlds.ts';

const LEVEL = 0.9;

describe('planAttempts', () => {
  const random = seededRandom(7);
  const rates = Array.from({ length: 64 }, () => drawSolveRate({ alpha: 3, beta: 0.4, ceiling: 1 }, random));
  const counts = rates.map((rate) => ({ numSamples: 20, numCorrect: drawBernoullis(20, rate, random) }));
  const question = { k: 200, within: 0.045, level: LEVEL };
  let everyProblem: DesignPlan;
  let untilSolved: DesignPlan;

  before(function () {
    this.timeout(120_000);
    const plan = planAttempts(counts, { ...question, random: seededRandom(1) });
    assert.ok(plan.kind === 'planned' && halfWidthOf(plan.current) > question.within);
    [everyProblem, untilSolved] = [plan.designs[0]!, plan.designs[1]!];
  });

  it('asks for enough attempts at every problem, and not for several times too many', function () {
    this.timeout(60_000);
    assert.ok(everyProblem.reachable);
    assert.equal(everyProblem.numProblems, 64);
    assert.equal(everyProblem.attempts.value, 64 * everyProblem.attemptsEach);
    const { attemptsEach } = everyProblem;
    const draw = (each: number) => counts.map(({ numSamples, numCorrect }, i) => ({
      numSamples: numSamples + each,
      numCorrect: numCorrect + drawBernoullis(each, rates[i]!, random),
    })); // prettier-ignore
    checkIsEnough(draw, attemptsEach);
  });

  it('asks for enough attempts at the unsolved problems, which are fewer in all', function () {
    this.timeout(60_000);
    assert.ok(untilSolved.reachable && everyProblem.reachable);
    assert.equal(untilSolved.numProblems, counts.filter(({ numCorrect }) => numCorrect === 0).length);
    assert.ok(untilSolved.attempts.high < everyProblem.attempts.value / 2);
    const { attemptsEach, attempts } = untilSolved;
    const draw = (each: number) => counts.map((before, i) => tryUntilSolved(before, rates[i]!, each));
    checkIsEnough(draw, attemptsEach);
    const used = draw(attemptsEach).reduce((sum, { numSamples }) => sum + numSamples - 20, 0);
    assert.ok(used > attempts.low / 2 && used < attempts.high * 2, `${used} attempts`);
  });

  it('needs none where the interval is narrow enough', () => {
    const plan = planAttempts(counts, { ...question, within: 0.4, random: seededRandom(1) });
    assert.ok(plan.kind === 'planned');
    for (const design of plan.designs) assert.ok(design.reachable && design.attemptsEach === 0);
  });

  it('says what no number of attempts at these problems reaches, and how far they come', function () {
    this.timeout(60_000);
    const plan = planAttempts(counts, { ...question, within: 0.001, random: seededRandom(1) });
    assert.ok(plan.kind === 'planned');
    for (const design of plan.designs) {
      assert.ok(!design.reachable);
      assert.ok(design.halfWidth > 0.001 && design.halfWidth < halfWidthOf(plan.current));
    }
  });

  it('plans nothing where nothing is identified', () => {
    const alone = [
      { numSamples: 1, numCorrect: 1 },
      { numSamples: 1, numCorrect: 0 },
    ];
    assert.equal(planAttempts(alone, { ...question, random: seededRandom(1) }).kind, 'notIdentified');
  });

  /** With the true rates: narrow enough in most runs; with a quarter of the attempts in few. */
  function checkIsEnough(draw: (attemptsEach: number) => SampleCounts[], attemptsEach: number): void {
    const shareWithin = (each: number): number => {
      const numRuns = 12;
      let numWithin = 0;
      for (let run = 0; run < numRuns; run += 1) {
        const after = createPredictor(compressCounts(draw(each)), LEVEL).predict(question.k);
        if (halfWidthOf(after) <= question.within) numWithin += 1;
      }
      return numWithin / numRuns;
    };
    assert.ok(shareWithin(attemptsEach) > 0.5, `${attemptsEach} are too few`);
    assert.ok(shareWithin(Math.floor(attemptsEach / 4)) < 0.5, `${attemptsEach} are too many`);
  }

  function tryUntilSolved({ numSamples, numCorrect }: SampleCounts, rate: number, most: number): SampleCounts {
    let tried = 0;
    let solved = numCorrect;
    while (solved === 0 && tried < most) {
      tried += 1;
      if (random() < rate) solved = 1;
    }
    return { numSamples: numSamples + tried, numCorrect: solved };
  }
});

describe('drawWorlds', () => {
  it('draws solve rates that are as the prediction says, in the mean and in their spread', () => {
    const cells = compressCounts([0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 6, 10].map((c) => ({ numSamples: 10, numCorrect: c })));
    const k = 1000;
    const worlds = drawWorlds(cells, 2000, seededRandom(4));
    const passes = worlds.map(({ rates }) => {
      const all = rates.flatMap((ofCell) => [...ofCell]);
      return all.reduce((sum, rate) => sum + 1 - (1 - rate) ** k, 0) / all.length;
    });
    passes.sort((a, b) => a - b);
    const { value, low, high } = createPredictor(cells, LEVEL).predict(k);
    const mean = passes.reduce((sum, pass) => sum + pass, 0) / passes.length;
    assert.ok(Math.abs(mean - value) < 0.02, `mean ${mean}, predicted ${value}`);
    // The prediction adds the luck of a run of k attempts, and takes its parts for normal.
    assert.ok(Math.abs(passes[100]! - low) < 0.06, `low ${passes[100]}, predicted ${low}`);
    assert.ok(Math.abs(passes[1900]! - high) < 0.06, `high ${passes[1900]}, predicted ${high}`);
  });
});

describe('drawAttempts', () => {
  it('draws binomials with their mean and variance, few or many', () => {
    for (const [n, rate] of [
      [10, 0.3],
      [1000, 0.001],
      [1000, 0.999],
      [5000, 0.4],
      [100_000, 0.9],
    ] as const) {
      const random = seededRandom(1);
      const draws = Array.from({ length: 4000 }, () => drawBinomial(n, rate, random));
      const mean = draws.reduce((sum, c) => sum + c, 0) / draws.length;
      const variance = draws.reduce((sum, c) => sum + (c - mean) ** 2, 0) / draws.length;
      const expected = n * rate * (1 - rate);
      assert.ok(draws.every((c) => Number.isInteger(c) && c >= 0 && c <= n));
      assert.ok(Math.abs(mean - n * rate) < 4 * Math.sqrt(expected / draws.length), `${n}, ${rate}: mean ${mean}`);
      assert.ok(Math.abs(variance / expected - 1) < 0.12, `${n}, ${rate}: variance ${variance}, not ${expected}`);
    }
  });

  it('draws nothing from impossible, and everything from certain attempts', () => {
    const random = seededRandom(1);
    assert.equal(drawBinomial(1000, 0, random), 0);
    assert.equal(drawBinomial(1000, 1, random), 1000);
    assert.equal(drawFirstSuccess(0, random), Infinity);
    assert.equal(drawFirstSuccess(1, random), 1);
  });

  it('waits 1/s attempts for the first success in the mean', () => {
    const random = seededRandom(1);
    const waits = Array.from({ length: 20_000 }, () => drawFirstSuccess(0.04, random));
    assert.ok(Math.abs(waits.reduce((sum, wait) => sum + wait, 0) / waits.length - 25) < 0.7);
    assert.ok(Math.abs(waits.filter((wait) => wait === 1).length / waits.length - 0.04) < 0.006);
  });
});
