import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import type { EvalAnalysis } from '../../server/core/analysis.ts';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { difficultyRanking } from '../../server/core/difficultyRanking.ts';
import { solveChances } from '../../server/core/solveChances.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { solvedWithin } from '../../server/core/solvedWithin.ts';
import { bruteForceBmaMean } from '../support/bruteForceBma.ts';
import { evalOf } from '../support/evalOf.ts';
import { drawBinomial, drawSolveRate } from '../support/worlds.ts';

describe('difficultyRanking', () => {
  it('puts the lowest solve rate first among the solved, the likeliest to be solvable among the others', () => {
    const counts = [
      [10, 9],
      [10, 0],
      [100, 1],
      [4, 0],
      [10, 1],
      [10, 10],
      [40, 0],
      [10, 1],
    ] as const;
    checkRanking(counts, { obtained: [2, 4, 7, 0, 5], unsolved: [3, 1, 6] });
  });

  it('falls back on c/n where nothing tells how solve rates spread', () => {
    checkRanking(
      [
        [1, 1],
        [1, 0],
        [1, 1],
        [1, 0],
      ],
      { obtained: [0, 2], unsolved: [1, 3] },
    );
    checkRanking(
      [
        [8, 0],
        [3, 0],
      ],
      { obtained: [], unsolved: [1, 0] },
    );
    checkRanking([], { obtained: [], unsolved: [] });
  });

  it('lists every problem once, with a posterior in keeping with its place', () => {
    const random = seededRandom(3);
    const world = { alpha: 3, beta: 0.4, ceiling: 0.8 };
    const counts = Array.from({ length: 200 }, () => {
      const n = 5 + Math.floor(40 * random());
      return [n, drawBinomial(n, drawSolveRate(world, random), random)] as const;
    });
    const { obtained, unsolved } = difficultyRanking(analysisOf(counts));
    assert.equal(new Set([...obtained, ...unsolved].map(({ problem }) => problem.problemId)).size, 200);
    for (const [before, after] of pairsOf(obtained))
      assert.ok(before.posterior!.solveRate.value <= after.posterior!.solveRate.value);
    for (const [before, after] of pairsOf(unsolved)) {
      assert.ok(before.posterior!.solvable >= after.posterior!.solvable);
      assert.ok(before.problem.numSamples <= after.problem.numSamples);
    }
  });
});

describe('solvedWithin', () => {
  const counts = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 9, 10].map((c) => ({ numSamples: 10, numCorrect: c }));

  it('averages to the predicted pass@k, computed by brute force', () => {
    const ks = [1, 10, 100, 1000];
    const cells = compressCounts(counts);
    const expected = bruteForceBmaMean(counts, ks);
    ks.forEach((k, i) => {
      const chances = solvedWithin(createPredictor(cells, 0.9), k);
      const mean = chances.reduce((sum, chance, cell) => sum + cells.weight[cell]! * chance, 0) / counts.length;
      assert.ok(Math.abs(mean - expected[i]!) < 0.01, `pass@${k}: ${mean}, not ${expected[i]}`);
    });
  });

  it('is the share of problems of like counts that new attempts do solve', () => {
    const random = seededRandom(11);
    const world = { alpha: 2, beta: 0.5, ceiling: 0.7 };
    const problems = Array.from({ length: 1000 }, () => {
      const rate = drawSolveRate(world, random);
      return { rate, numSamples: 60, numCorrect: drawBinomial(60, rate, random) };
    });
    const cells = compressCounts(problems);
    const chances = solvedWithin(createPredictor(cells, 0.9), 180);
    for (let cell = 0; cell < chances.length; cell += 1) {
      const alike = problems.filter(({ numCorrect }) => numCorrect === cells.numCorrect[cell]);
      const share = alike.reduce((sum, { rate }) => sum + 1 - (1 - rate) ** 180, 0) / alike.length;
      const tolerance = 4 * Math.sqrt(0.25 / alike.length) + 0.01;
      assert.ok(
        Math.abs(chances[cell]! - share) < tolerance,
        `c = ${cells.numCorrect[cell]}: ${chances[cell]}, ${share}`,
      );
    }
  });

  it('is nothing of no attempt, and everything that is solvable of attempts without end', () => {
    const analysis = analysisOf(counts.map(({ numSamples, numCorrect }) => [numSamples, numCorrect]));
    const { obtained, unsolved } = difficultyRanking(analysis, solveChances(analysis, [1, 1e12]));
    for (const { posterior, solvedWithin: chances } of [...obtained, ...unsolved]) {
      assert.ok(Math.abs(chances[0]! - posterior!.solveRate.value) < 1e-9);
      assert.ok(chances[1]! <= posterior!.solvable + 1e-9 && chances[1]! > posterior!.solvable - 0.01);
    }
  });
});

type Counts = readonly (readonly [numSamples: SampleCounts['numSamples'], numCorrect: SampleCounts['numCorrect']])[];

function checkRanking(
  counts: Counts,
  expected: { readonly obtained: readonly number[]; readonly unsolved: readonly number[] },
): void {
  const { obtained, unsolved } = difficultyRanking(analysisOf(counts));
  const placesOf = (ranked: typeof obtained): number[] => ranked.map(({ problem }) => Number(problem.problemId));
  assert.deepEqual({ obtained: placesOf(obtained), unsolved: placesOf(unsolved) }, expected);
}

function analysisOf(counts: Counts): EvalAnalysis {
  return analyzeEval(evalOf(counts));
}

function pairsOf<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.slice(1).map((item, i) => [items[i]!, item]);
}
