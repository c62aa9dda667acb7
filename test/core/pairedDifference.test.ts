import assert from 'node:assert/strict';
import type { EvalCounts } from '../../server/core/counts.ts';
import { pairedDifference, type PairedDifference } from '../../server/core/pairedDifference.ts';
import { type RandomSource, seededRandom } from '../../server/core/seededRandom.ts';
import { evalOf } from '../support/evalOf.ts';
import { drawBinomial, drawSolveRate } from '../support/worlds.ts';

const LEVEL = 0.9;

describe('pairedDifference', () => {
  const first = evalOf([0, 1, 3, 5, 8, 10, 2, 0].map((c) => [10, c]));
  const second = evalOf([1, 1, 6, 5, 9, 10, 2, 4].map((c) => [10, c]));

  it('is the mean difference of pass@k over the problems that both have', () => {
    const { points } = differenceOf(first, second);
    assert.equal(points[0]?.k, 1);
    assert.ok(Math.abs(points[0].value - 9 / 80) < 1e-12);
    assert.equal(points.at(-1)?.k, 10);
    assert.ok(Math.abs(points.at(-1)!.value - 2 / 8) < 1e-12);
  });

  it('matches problems by their names, in any order, and counts the others', () => {
    const shuffled: EvalCounts = {
      ...second,
      problems: [...second.problems.slice(2).reverse(), { problemId: 'new', numSamples: 4, numCorrect: 4 }],
    };
    const { numMatched, numOnlyFirst, numOnlySecond, points } = differenceOf(first, shuffled);
    assert.deepEqual([numMatched, numOnlyFirst, numOnlySecond], [6, 2, 1]);
    assert.equal(points.at(-1)?.k, 10);
    assert.ok(Math.abs(points[0]!.value - 8 / 60) < 1e-12);
  });

  it('says nothing of fewer than two problems in common', () => {
    assert.deepEqual(differenceOf(first, evalOf([])), {
      ...{ numMatched: 0, numOnlyFirst: 8, numOnlySecond: 0 },
      points: [],
      notCompared: 'tooFewProblems',
    });
    assert.deepEqual(differenceOf(evalOf([[4, 1]]), evalOf([[4, 2]])).points, []);
  });

  it('turns its sign when the two change places', () => {
    const there = differenceOf(first, second).points;
    const back = differenceOf(second, first).points;
    there.forEach(({ value, low, high, bandLow, bandHigh }, i) => {
      checkClose([value, low, high, bandLow, bandHigh], negated(back[i]!));
    });
  });

  it('has a band outside its intervals, and both hold the difference', () => {
    for (const { value, low, high, bandLow, bandHigh } of differenceOf(first, second).points) {
      assert.ok(-1 <= bandLow && bandLow <= low && low < value && value < high && high <= bandHigh && bandHigh <= 1);
    }
  });

  it('does not take models for equal because a few problems agree', () => {
    for (const { value, low, high } of differenceOf(first, first).points) {
      assert.equal(value, 0);
      assert.ok(low < -0.05 && high > 0.05);
    }
  });

  it('is the same for the same seed', () => {
    const many = (counts: EvalCounts): EvalCounts =>
      evalOf(Array.from({ length: 160 }, (_, i) => [10, counts.problems[i % 8]!.numCorrect]));
    assert.deepEqual(differenceOf(many(first), many(second)), differenceOf(many(first), many(second)));
    assert.notDeepEqual(differenceOf(many(first), many(second), 1), differenceOf(many(first), many(second), 2));
  });

  it('holds the true differences: at one k, and at all k at once, at least nearly as often as it says', function () {
    this.timeout(60_000);
    checkCoverage({ numProblems: 20, numSamples: 10, beta: 0.5 });
    checkCoverage({ numProblems: 164, numSamples: 10, beta: 0.4 });
    checkCoverage({ numProblems: 128, numSamples: 100, beta: 0.25 });
  });
});

function differenceOf(first: EvalCounts, second: EvalCounts, seed = 1): PairedDifference {
  return pairedDifference(first, second, { at: [1, 2, 5, 10], level: LEVEL, random: seededRandom(seed) });
}

const KS = [1, 2, 5, 10, 50, 100];

interface PairedWorld {
  readonly numProblems: number;
  readonly numSamples: number;
  readonly beta: number;
}

/** A second model that tries twice where the first tries once: its solve rates go with those of the first, problem by problem. */
function checkCoverage({ numProblems, numSamples, beta }: PairedWorld): void {
  const random = seededRandom(29);
  const ks = KS.filter((k) => k <= numSamples);
  const truth = trueDifferences(beta, ks, random);
  const numRuns = 150;
  let numInBand = 0;
  const numInInterval = ks.map(() => 0);
  for (let run = 0; run < numRuns; run += 1) {
    const rates = Array.from({ length: numProblems }, () => drawSolveRate({ alpha: 3, beta, ceiling: 1 }, random));
    const draw = (rate: number) => [numSamples, drawBinomial(numSamples, rate, random)] as const;
    const { points } = pairedDifference(
      evalOf(rates.map(draw)),
      evalOf(rates.map((rate) => draw(1 - (1 - rate) ** 2))),
      { at: ks, level: LEVEL, random },
    );
    const shown = ks.map((k) => points.find((point) => point.k === k)!);
    shown.forEach(({ low, high }, j) => {
      if (low <= truth[j]! && truth[j]! <= high) numInInterval[j] = numInInterval[j]! + 1;
    });
    if (shown.every(({ bandLow, bandHigh }, j) => bandLow <= truth[j]! && truth[j]! <= bandHigh)) numInBand += 1;
  }
  // Three standard errors below the level.
  const least = LEVEL - 3 * Math.sqrt((LEVEL * (1 - LEVEL)) / numRuns);
  const world = `${numProblems} problems × ${numSamples}`;
  assert.ok(numInBand / numRuns >= least, `band, ${world}: ${numInBand / numRuns}`);
  numInInterval.forEach((count, j) => {
    assert.ok(count / numRuns >= least, `pass@${ks[j]}, ${world}: ${count / numRuns}`);
  });
}

function trueDifferences(beta: number, ks: readonly number[], random: RandomSource): number[] {
  const rates = Array.from({ length: 100_000 }, () => drawSolveRate({ alpha: 3, beta, ceiling: 1 }, random));
  return ks.map((k) => rates.reduce((sum, rate) => sum + (1 - rate) ** k - (1 - rate) ** (2 * k), 0) / rates.length);
}

function negated(point: PairedDifference['points'][number]): number[] {
  return [-point.value, -point.high, -point.low, -point.bandHigh, -point.bandLow];
}

function checkClose(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]!) < 1e-12, `${value}, not ${expected[i]}`);
  });
}
