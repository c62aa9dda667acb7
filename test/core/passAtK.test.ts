import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { kLadder, predictionLadder } from '../../server/core/kLadder.ts';
import { observedPassAtK, observedPassHatK } from '../../server/core/observedPassAtK.ts';
import { passAtK, passHatK, type SampleCounts } from '../../server/core/passAtK.ts';
import { betaPassAtK } from '../../server/core/passAtKLaw.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawProblems, type World } from '../support/worlds.ts';

const counts = fc
  .integer({ min: 1, max: 300 })
  .chain((numSamples) =>
    fc.record({ numSamples: fc.constant(numSamples), numCorrect: fc.integer({ min: 0, max: numSamples }) }),
  );

/** Share of the k-element subsets of n attempts, the first c of which pass, that hold a passing one, and that hold only such. */
function enumerateSubsets({ numSamples, numCorrect }: SampleCounts, k: number): { any: number; all: number } {
  const tally = { subsets: 0, any: 0, all: 0 };
  for (let mask = 0; mask < 2 ** numSamples; mask += 1) {
    const members = Array.from({ length: numSamples }, (_, i) => i).filter((i) => (mask >> i) & 1);
    if (members.length !== k) continue;
    tally.subsets += 1;
    if (members.some((i) => i < numCorrect)) tally.any += 1;
    if (members.every((i) => i < numCorrect)) tally.all += 1;
  }
  return { any: tally.any / tally.subsets, all: tally.all / tally.subsets };
}

describe('pass@k of a problem', () => {
  it('is the share of k-subsets with a success, and pass^k that of subsets without a failure', () => {
    for (let numSamples = 1; numSamples <= 7; numSamples += 1) {
      for (let numCorrect = 0; numCorrect <= numSamples; numCorrect += 1) {
        for (let k = 1; k <= numSamples; k += 1) {
          const { any, all } = enumerateSubsets({ numSamples, numCorrect }, k);
          assert.ok(Math.abs(passAtK({ numSamples, numCorrect }, k)! - any) < 1e-14);
          assert.ok(Math.abs(passHatK({ numSamples, numCorrect }, k)! - all) < 1e-14);
        }
      }
    }
  });

  it('is undefined if and only if k > n', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 400 }), (problem, k) => {
        assert.equal(passAtK(problem, k) === undefined, k > problem.numSamples);
        assert.equal(passHatK(problem, k) === undefined, k > problem.numSamples);
      }),
    );
  });

  it('rises with k, from c/n to 1 when anything was solved and else stays 0', () => {
    fc.assert(
      fc.property(counts, (problem) => {
        const { numSamples, numCorrect } = problem;
        assert.ok(Math.abs(passAtK(problem, 1)! - numCorrect / numSamples) < 1e-14);
        assert.equal(passAtK(problem, numSamples), numCorrect > 0 ? 1 : 0);
        for (let k = 2; k <= numSamples; k += 1) assert.ok(passAtK(problem, k)! >= passAtK(problem, k - 1)! - 1e-15);
      }),
    );
  });

  it('of failures is the complement of pass^k', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 300 }), ({ numSamples, numCorrect }, k) => {
        fc.pre(k <= numSamples);
        const failures = { numSamples, numCorrect: numSamples - numCorrect };
        assert.ok(Math.abs(passAtK(failures, k)! - (1 - passHatK({ numSamples, numCorrect }, k)!)) < 1e-13);
      }),
    );
  });

  it('keeps its digits where the binomials overflow', () => {
    // One success in 10⁶ attempts: pass@k = k/n exactly.
    assert.ok(Math.abs(passAtK({ numSamples: 1e6, numCorrect: 1 }, 1000)! - 1e-3) < 1e-16);
  });
});

describe('Observed pass@k of a log', () => {
  it('is the mean over the problems with at least k attempts, and says how many they are', () => {
    const cells = compressCounts([
      { numSamples: 4, numCorrect: 2 },
      { numSamples: 4, numCorrect: 0 },
      { numSamples: 2, numCorrect: 1 },
    ]);
    const [first, fourth, ...none] = observedPassAtK(cells, [1, 4, 5], 0.9);
    assert.ok(Math.abs(first!.value - 1 / 3) < 1e-14);
    assert.equal(first!.numProblems, 3);
    assert.equal(fourth!.value, 0.5);
    assert.equal(fourth!.numProblems, 2);
    assert.deepEqual(none, []);
    assert.ok(Math.abs(observedPassHatK(cells, [2], 0.9)[0]!.value - 1 / 18) < 1e-14);
  });

  it('has an interval inside [0, 1] that holds the value and widens with the level', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (problems, k) => {
        const cells = compressCounts(problems);
        const [narrow] = observedPassAtK(cells, [k], 0.5);
        const [wide] = observedPassAtK(cells, [k], 0.95);
        if (narrow === undefined || wide === undefined) return;
        const rounding = 1e-12;
        assert.ok(0 <= wide.low && wide.low <= narrow.low + rounding && narrow.low <= narrow.value);
        assert.ok(narrow.value <= narrow.high && narrow.high <= wide.high + rounding && wide.high <= 1);
        assert.ok(wide.low < wide.high);
      }),
    );
  });

  const worlds: (World & { label: string })[] = [
    { label: 'a heavy tail of hard problems', alpha: 11.7, beta: 0.246, ceiling: 1 },
    { label: 'nearly all hard', alpha: 65.6, beta: 0.1755, ceiling: 1 },
    { label: 'some solved always, some never', alpha: 0.5, beta: 0.41, ceiling: 1 },
    { label: 'nearly all easy', alpha: 0.1, beta: 10, ceiling: 1 },
    { label: 'a ceiling', alpha: 3, beta: 1, ceiling: 0.6 },
    { label: 'all alike', alpha: 5000, beta: 50, ceiling: 1 },
    { label: 'very few outliers', alpha: 0.2, beta: 2, ceiling: 1 },
  ];
  for (const world of worlds) {
    it(`is covered by at least 87 % of the 90 % intervals: ${world.label}`, () => {
      const random = seededRandom(11);
      for (const [numProblems, numSamples, numTrials] of [
        [5, 10, 1500],
        [10, 50, 1500],
        [40, 10, 1000],
        [150, 5, 1000],
      ] as const) {
        for (const k of [1, 4]) {
          const truth = betaPassAtK(world.alpha, world.beta, k, world.ceiling);
          let numCovered = 0;
          for (let trial = 0; trial < numTrials; trial += 1) {
            const [point] = observedPassAtK(
              compressCounts(drawProblems(world, numProblems, numSamples, random)),
              [k],
              0.9,
            );
            if (point!.low <= truth && truth <= point!.high) numCovered += 1;
          }
          // 87 % less twice the standard error of the simulated share.
          assert.ok(
            numCovered / numTrials > 0.87 - 2 * Math.sqrt(0.1 / numTrials),
            `${numCovered}/${numTrials} at N = ${numProblems}, k = ${k}`,
          );
        }
      }
    });
  }
});

describe('The ladder of k', () => {
  it('ascends from 1 to its end, with what is asked for inside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 5 }),
        (max, include) => {
          const ladder = kLadder(max, include);
          assert.equal(ladder[0], 1);
          assert.equal(ladder.at(-1), max);
          for (const k of include) assert.equal(ladder.includes(k), k <= max);
          assert.ok(ladder.every((k, i) => i === 0 || k > ladder[i - 1]!));
          assert.ok(ladder.length <= 70);
        },
      ),
    );
  });

  it('has ten rungs a decade', () => {
    assert.deepEqual(kLadder(20, []), [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20]);
  });

  it('ignores what is not a natural number', () => {
    assert.deepEqual(kLadder(2, [0, -3, 1.5, Number.NaN]), [1, 2]);
    assert.equal(predictionLadder(2, [Number.NaN, Infinity]).at(-1), 10_000);
  });

  it('reaches beyond the data for predictions', () => {
    assert.equal(predictionLadder(10, []).at(-1), 10_000);
    assert.equal(predictionLadder(200, []).at(-1), 20_000);
    assert.equal(predictionLadder(10, [123_456]).at(-1), 123_456);
  });
});
