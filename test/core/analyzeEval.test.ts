import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeEval, DEFAULT_ANALYSIS_OPTIONS } from '../../server/core/analyzeEval.ts';
import type { EvalAnalysis } from '../../server/core/analysis.ts';
import type { EvalCounts, RecordedMetric } from '../../server/core/counts.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { posteriorOf } from '../../server/core/posteriorOf.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawProblems } from '../support/worlds.ts';

function evalOf(counts: readonly SampleCounts[], recorded: readonly RecordedMetric[] = []): EvalCounts {
  const problems = counts.map((count, i) => ({ problemId: `p${i}`, ...count }));
  return { task: 't', model: 'm', scorer: 's', problems, recorded };
}

function alike(count: number, numSamples: number, numCorrect: number): SampleCounts[] {
  return Array.from({ length: count }, () => ({ numSamples, numCorrect }));
}

function warningCodes(analysis: EvalAnalysis): string[] {
  return analysis.warnings.map(({ code }) => code);
}

/** No NaN and no Infinity anywhere: JSON would turn it into null. */
function checkFinite(value: unknown, path = 'analysis'): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} = ${value}`);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) checkFinite(inner, `${path}.${name}`);
  }
}

const WORLD = { alpha: 5, beta: 0.4, ceiling: 1 };
const mixed = drawProblems(WORLD, 60, 20, seededRandom(41));

describe('The analysis of an evaluation', () => {
  it('is finite throughout, whatever the counts', () => {
    const counts = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.nat())
        .map(([numSamples, seed]) => ({ numSamples, numCorrect: seed % (numSamples + 1) })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(counts, (problems) => {
        checkFinite(analyzeEval(evalOf(problems)));
      }),
      { numRuns: 25, seed: 3 },
    );
  }).timeout(60_000);

  it('is the same each time, and for problems in another order', () => {
    const { counts: _, ...forward } = analyzeEval(evalOf(mixed));
    const { counts: __, ...again } = analyzeEval(evalOf(mixed));
    const { counts: ___, ...backward } = analyzeEval(evalOf([...mixed].reverse()));
    assert.deepEqual(forward, again);
    assert.deepEqual(forward, backward);
  });

  it('predicts at each k that is asked for', () => {
    const { prediction } = analyzeEval(evalOf(mixed), { ...DEFAULT_ANALYSIS_OPTIONS, at: [7, 123, 200_000] });
    assert.equal(prediction.kind, 'predicted');
    const ks = prediction.points.map(({ k }) => k);
    for (const k of [1, 7, 123, 200_000]) assert.ok(ks.includes(k));
  });

  it('observes and predicts at the largest k that all problems have attempts for, whether asked for or not', () => {
    const problems = [...alike(20, 37, 3), ...alike(20, 83, 0), ...alike(20, 83, 40)];
    const { passAtK, prediction } = analyzeEval(evalOf(problems), { ...DEFAULT_ANALYSIS_OPTIONS, at: [1] });
    assert.equal(prediction.kind, 'predicted');
    for (const points of [passAtK, prediction.points]) assert.ok(points.some(({ k }) => k === 37));
  });

  it('counts what is there', () => {
    assert.deepEqual(analyzeEval(evalOf([...alike(3, 5, 0), ...alike(2, 4, 4), ...alike(1, 9, 2)])).summary, {
      numProblems: 6,
      numAttempts: 32,
      numCorrect: 10,
      minSamples: 4,
      maxSamples: 9,
      numNeverSolved: 3,
      numAlwaysSolved: 2,
    });
  });

  for (const { reason, problems } of [
    { reason: 'noProblems', problems: [] },
    { reason: 'noneSolved', problems: alike(20, 10, 0) },
    { reason: 'allSolved', problems: alike(20, 10, 10) },
    { reason: 'singleAttempt', problems: [...alike(5, 1, 1), ...alike(9, 1, 0)] },
  ]) {
    it(`predicts nothing, and says why, where the counts identify no law: ${reason}`, () => {
      const { prediction, posteriors, density, cost } = analyzeEval(evalOf(problems));
      assert.ok(prediction.kind === 'notIdentified' && prediction.reason === reason);
      assert.deepEqual(posteriors, []);
      assert.equal(density, undefined);
      assert.ok(cost.targets.every((target) => !target.reachable && target.why === 'notIdentified'));
    });
  }
});

describe('Posteriors of problems', () => {
  const analysis = analyzeEval(evalOf(mixed));

  it('are found by their counts, and only by those that occur', () => {
    for (const problem of mixed) {
      const posterior = posteriorOf(analysis, problem);
      assert.ok(posterior?.numSamples === 20 && posterior.numCorrect === problem.numCorrect);
    }
    assert.equal(posteriorOf(analysis, { numSamples: 21, numCorrect: 3 }), undefined);
  });

  it('rise with the successes, surround their mean, and take fewer attempts', () => {
    let before = -1;
    for (const { numCorrect, solveRate, solvable, attemptsForHalf, attemptsForNineTenths } of analysis.posteriors) {
      assert.ok(solveRate.low <= solveRate.value && solveRate.value <= solveRate.high && solveRate.value > before);
      assert.ok(numCorrect === 0 ? solvable < 1 && solvable > 0 : solvable === 1);
      assert.ok(attemptsForNineTenths === null || (attemptsForHalf ?? Infinity) <= attemptsForNineTenths);
      before = solveRate.value;
    }
  });

  it('are the conjugate ones where many problems tell the law: solve rate ~ Beta(β + c, α + n − c)', () => {
    const [alpha, beta, n] = [5, 2, 12];
    const many = analyzeEval(evalOf(drawProblems({ alpha, beta, ceiling: 1 }, 30_000, n, seededRandom(42))));
    for (const numCorrect of [0, 1, 4, 9]) {
      const posterior = posteriorOf(many, { numSamples: n, numCorrect });
      assert.ok(posterior !== undefined);
      const [a, b] = [beta + numCorrect, alpha + n - numCorrect];
      assert.ok(
        Math.abs(posterior.solveRate.value - a / (a + b)) < 0.01,
        `mean ${posterior.solveRate.value}, ${a / (a + b)}`,
      );
      // P(not solved in k) = Π (b + j)/(a + b + j).
      let failing = 1;
      let k = 0;
      while (failing > 0.5) {
        failing *= (b + k) / (a + b + k);
        k += 1;
      }
      assert.ok(Math.abs(posterior.attemptsForHalf! - k) <= 1, `${posterior.attemptsForHalf} attempts, ${k}`);
    }
  });

  it('average to the difficulty density, which sums to 1', () => {
    const { density, prediction } = analysis;
    assert.ok(density !== undefined && prediction.kind === 'predicted');
    const total = density.mass.reduce((sum, mass) => sum + mass, 0);
    assert.equal(density.edges.length, density.mass.length + 1);
    assert.ok(Math.abs(total + density.never - 1) < 1e-9);
    assert.ok(Math.abs(1 - density.never - prediction.ceiling.value) < 1e-9);
    const meanRate = density.mass.reduce(
      (sum, m, i) => sum + m * 10 ** ((density.edges[i]! + density.edges[i + 1]!) / 2),
      0,
    );
    assert.ok(Math.abs(meanRate - prediction.points[0]!.value) < 0.01);
  });
});

describe('Warnings of what misleads in the counts', () => {
  const passAt = (k: number, value: number, kind: RecordedMetric['kind'] = 'passAtK'): RecordedMetric => ({
    name: `pass@${k}`,
    kind,
    k,
    value,
  });

  for (const { title, problems, recorded, codes } of [
    { title: 'none for plain counts', problems: mixed, recorded: [], codes: [] },
    {
      title: 'a single attempt each',
      problems: [...alike(8, 1, 1), ...alike(9, 1, 0)],
      recorded: [],
      codes: ['singleAttempt'],
    },
    { title: 'none solved', problems: alike(20, 10, 0), recorded: [], codes: ['noneSolved'] },
    { title: 'all solved', problems: alike(20, 10, 10), recorded: [], codes: ['allSolved'] },
    {
      title: 'few problems of unequal n',
      problems: [...alike(2, 10, 3), ...alike(2, 8, 2)],
      recorded: [],
      codes: ['unequalSamples', 'fewProblems'],
    },
    {
      title: 'a wrong pass@1',
      problems: [...alike(6, 4, 1), ...alike(6, 4, 2)],
      recorded: [passAt(1, 0.41)],
      codes: ['recordedDisagrees'],
    },
    {
      title: 'a right pass@1 rounded to two decimals',
      problems: [...alike(6, 4, 1), ...alike(6, 4, 2)],
      recorded: [passAt(1, 0.38)],
      codes: [],
    },
    {
      title: 'a right pass@1 in full',
      problems: [...alike(6, 4, 1), ...alike(6, 4, 2)],
      recorded: [passAt(1, 0.375)],
      codes: [],
    },
    {
      title: 'a pass@1 off by the fourth decimal',
      problems: [...alike(6, 4, 1), ...alike(6, 4, 2)],
      recorded: [passAt(1, 0.3752)],
      codes: ['recordedDisagrees'],
    },
    {
      title: 'a pass^2 held against its own estimator',
      problems: alike(12, 4, 2),
      recorded: [passAt(2, 1 / 6, 'passHatK')],
      codes: [],
    },
    {
      title: 'a pass@2 that is the biased 1 − (1 − p)²',
      problems: alike(12, 4, 2),
      recorded: [passAt(2, 0.75)],
      codes: ['recordedDisagrees'],
    },
    {
      title: 'a pass@9 beyond n, which nothing can be held against',
      problems: alike(12, 4, 2),
      recorded: [passAt(9, 0.9)],
      codes: [],
    },
  ]) {
    it(`are right for ${title}`, () => {
      assert.deepEqual(
        warningCodes(analyzeEval(evalOf(problems, recorded), { ...DEFAULT_ANALYSIS_OPTIONS, at: [1] })),
        codes,
      );
    });
  }

  it('say how many problems fall short, and where the recorded metric stands', () => {
    const { warnings } = analyzeEval(
      evalOf([...alike(7, 10, 3), ...alike(5, 8, 2)], [passAt(1, 0.28), passAt(1, 0.5)]),
    );
    assert.deepEqual(warnings.slice(0, 1), [{ code: 'unequalSamples', min: 8, max: 10, numBelowMax: 5 }]);
    const recorded = warnings.find(({ code }) => code === 'recordedDisagrees');
    assert.ok(recorded?.code === 'recordedDisagrees' && recorded.metricIndex === 1 && recorded.recorded === 0.5);
  });

  it('say when the power law predicts something else', () => {
    const ceilinged = drawProblems({ alpha: 3, beta: 1, ceiling: 0.4 }, 200, 30, seededRandom(43));
    assert.deepEqual(warningCodes(analyzeEval(evalOf(ceilinged))), ['lawsDisagree']);
  });
});
