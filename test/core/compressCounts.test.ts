import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeCells, analyzeEval } from '../../server/core/analyzeEval.ts';
import { compressCounts, createCellCounter } from '../../server/core/compressCounts.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawProblems } from '../support/worlds.ts';

const counts = fc
  .integer({ min: 1, max: 12 })
  .chain((numSamples) => fc.record({ numSamples: fc.constant(numSamples), numCorrect: fc.nat(numSamples) }));

describe('compressCounts', () => {
  it('has each distinct (n, c) once, by n and then c, with its number of problems, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 60 }), fc.nat(), (problems, seed) => {
        const cells = compressCounts(problems);
        const listed = Array.from(cells.weight, (weight, i) => [cells.numSamples[i]!, cells.numCorrect[i]!, weight]);
        const expected = new Map<string, number>();
        for (const { numSamples, numCorrect } of problems) {
          const key = `${numSamples} ${numCorrect}`;
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        const sorted = [...expected]
          .map(([key, weight]) => [...key.split(' ').map(Number), weight])
          .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
        assert.deepEqual(listed, sorted);
        assert.equal(cells.numProblems, problems.length);
        const random = seededRandom(seed);
        const shuffled = problems
          .map((problem) => ({ problem, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ problem }) => problem);
        assert.deepEqual(compressCounts(shuffled), cells);
      }),
    );
  });

  it('counts numbers of attempts that are too large for arrays', () => {
    const problems = [3_000_000, 2_000_000, 3_000_000].map((numSamples) => ({ numSamples, numCorrect: 7 }));
    const cells = compressCounts([...problems, { numSamples: 3_000_000, numCorrect: 0 }]);
    assert.deepEqual([...cells.numSamples], [2_000_000, 3_000_000, 3_000_000]);
    assert.deepEqual([...cells.numCorrect], [7, 0, 7]);
    assert.deepEqual([...cells.weight], [1, 1, 2]);
  });
});

describe('An evaluation that is given as cells', () => {
  it('is analyzed as the same evaluation of problems', () => {
    const problems = drawProblems({ alpha: 3, beta: 0.4, ceiling: 0.9 }, 60, 20, seededRandom(8));
    const counter = createCellCounter();
    for (const { numSamples, numCorrect } of problems) counter.add(numSamples, numCorrect);
    const named = problems.map((problem, i) => ({ problemId: String(i), ...problem }));
    const { counts: known, ...analysis } = analyzeEval({
      task: '',
      model: '',
      scorer: '',
      problems: named,
      recorded: [],
    });
    assert.equal(known.problems.length, 60);
    assert.deepEqual(analyzeCells(counter.cells()), analysis);
  });
});
