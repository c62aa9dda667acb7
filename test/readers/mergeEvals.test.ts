import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EvalCounts, ProblemCounts } from '../../server/core/counts.ts';
import { mergeEvals, type EvalSource } from '../../server/readers/mergeEvals.ts';

describe('mergeEvals', () => {
  it('adds the attempts of runs, problem by problem', () => {
    checkMerge(
      [file('a', evalOf('t', { p1: [10, 4], p2: [10, 0] })), file('b', evalOf('t', { p2: [5, 1], p3: [5, 5] }))],
      [{ sources: ['a', 'b'], problems: { p1: [10, 4], p2: [15, 1], p3: [5, 5] } }],
    );
  });

  it('keeps evaluations of another task, model or scorer apart', () => {
    const counts = evalOf('t', { p: [1, 1] });
    const { evals } = mergeEvals([
      file('a', counts),
      file('b', { ...counts, model: 'other' }),
      file('c', { ...counts, scorer: 'other' }),
      file('d', { ...counts, task: 'other' }),
    ]);
    assert.equal(evals.length, 4);
  });

  it('does not confuse names whose texts run together', () => {
    const a = { ...evalOf('x', { p: [1, 1] }), model: 'y","z' };
    const b = { ...evalOf('x', { p: [1, 1] }), model: 'y', scorer: 'z' };
    assert.equal(mergeEvals([file('a', a), file('b', b)]).evals.length, 2);
  });

  it('counts a file once that is given twice under two names, and says so', () => {
    const counts = evalOf('t', { p: [10, 4] });
    const result = mergeEvals([
      { name: 'a', contentHash: 'h', evals: [counts] },
      { name: 'copy of a', contentHash: 'h', evals: [counts] },
    ]);
    assert.deepEqual(result.duplicates, [{ name: 'copy of a', sameAs: 'a' }]);
    assert.equal(result.evals[0]?.counts.problems[0]?.numSamples, 10);
  });

  it('takes problem ids for ids, whatever they are called', () => {
    const counts = { ...evalOf('t', {}), problems: [problem('__proto__', 2, 1), problem('constructor', 2, 2)] };
    const [merged] = mergeEvals([file('a', counts), file('b', counts)]).evals;
    assert.deepEqual(merged?.counts.problems, [problem('__proto__', 4, 2), problem('constructor', 4, 4)]);
  });

  it('adds tokens where both runs recorded them, and forgets them otherwise', () => {
    const known = { ...problem('p', 1, 1), tokens: { promptTokens: 10, completionTokens: 20, costUsd: 1 } };
    const half = { ...problem('p', 1, 1), tokens: { promptTokens: 1 } };
    assert.deepEqual(mergedTokens(known, known), { promptTokens: 20, completionTokens: 40, costUsd: 2 });
    assert.deepEqual(mergedTokens(known, half), { promptTokens: 11 });
    assert.equal(mergedTokens(known, problem('p', 1, 1)), undefined);
  });

  it('keeps places and recorded metrics of an evaluation that is in one file only, and drops them of merged ones', () => {
    const counts: EvalCounts = {
      ...evalOf('t', { p: [2, 1] }),
      recorded: [{ name: 'pass@1', kind: 'passAtK', k: 1, value: 0.5 }],
      range: { start: 0, end: 5 },
    };
    assert.deepEqual(mergeEvals([file('a', counts)]).evals[0]?.counts, counts);
    const merged = mergeEvals([file('a', counts), file('b', counts)]).evals[0]?.counts;
    assert.deepEqual(merged?.recorded, []);
    assert.equal(merged.range, undefined);
  });

  const keyed = (runKeys: readonly string[], table: Table): EvalCounts => ({ ...evalOf('t', table), runKeys });

  it('counts attempts once that are in two files of one run, by the file with the most attempts at a problem', () => {
    const { evals, overlaps } = mergeEvals([
      file('log.eval', keyed(['run', 'u1'], { p1: [8, 3], p2: [6, 1] })),
      file('retry.eval', keyed(['run', 'u2'], { p1: [5, 2], p2: [8, 2], p3: [8, 8] })),
      file('seed 2', keyed(['other run', 'u3'], { p1: [8, 8] })),
    ]);
    assert.deepEqual(overlaps, [{ name: 'retry.eval', sameAs: 'log.eval' }]);
    assert.deepEqual(tableOf(evals[0]?.counts), { p1: [16, 11], p2: [8, 2], p3: [8, 8] });
    assert.deepEqual(evals[0]?.sources, ['log.eval', 'retry.eval', 'seed 2']);
  });

  it('finds files of one run through a third file that shares attempts with each', () => {
    const parts = [['a'], ['b'], ['a', 'b'], ['c']].map((keys, i) => file(String(i), keyed(keys, { p: [4, i] })));
    const { evals, overlaps } = mergeEvals(parts);
    assert.deepEqual(tableOf(evals[0]?.counts), { p: [8, 3] });
    assert.deepEqual(overlaps, [
      { name: '1', sameAs: '0' },
      { name: '2', sameAs: '0' },
    ]);
  });

  it('keeps what a file records of itself where it holds all attempts of its run', () => {
    const whole: EvalCounts = { ...keyed(['run'], { p: [4, 2] }), range: { start: 1, end: 2 } };
    assert.equal(mergeEvals([file('part', keyed(['run'], { p: [2, 2] })), file('all', whole)]).evals[0]?.counts, whole);
  });

  it('loses no attempt and invents none', () => {
    const counts = fc
      .integer({ min: 1, max: 50 })
      .chain((n) => fc.tuple(fc.constantFrom('p', 'q', 'r'), fc.constant(n), fc.nat(n)));
    const run = fc.tuple(fc.constantFrom('s', 't'), fc.array(counts, { maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), (runs) => {
        const files = runs.map(([task, list], index) =>
          file(String(index), { ...evalOf(task, {}), problems: list.map(([id, n, c]) => problem(id, n, c)) }),
        );
        const before = totals(files.flatMap(({ evals }) => evals));
        const after = totals(mergeEvals(files).evals.map(({ counts }) => counts));
        assert.deepEqual(after, before);
      }),
    );
  });
});

type Table = Record<string, readonly [number, number]>;

function checkMerge(files: readonly EvalSource[], expected: readonly { sources: string[]; problems: Table }[]): void {
  const { evals, duplicates } = mergeEvals(files);
  assert.deepEqual(duplicates, []);
  assert.deepEqual(
    evals.map(({ counts, sources }) => ({
      sources,
      problems: Object.fromEntries(counts.problems.map((p) => [p.problemId, [p.numSamples, p.numCorrect]])),
    })),
    expected,
  );
}

function tableOf(counts: EvalCounts | undefined): Table {
  return Object.fromEntries((counts?.problems ?? []).map((p) => [p.problemId, [p.numSamples, p.numCorrect]]));
}

function mergedTokens(a: ProblemCounts, b: ProblemCounts): ProblemCounts['tokens'] {
  const files = [a, b].map((p, index) => file(String(index), { ...evalOf('t', {}), problems: [p] }));
  return mergeEvals(files).evals[0]?.counts.problems[0]?.tokens;
}

function totals(evals: readonly EvalCounts[]): readonly [number, number] {
  const problems = evals.flatMap((counts) => counts.problems);
  return [problems.reduce((sum, p) => sum + p.numSamples, 0), problems.reduce((sum, p) => sum + p.numCorrect, 0)];
}

function file(name: string, ...evals: EvalCounts[]): EvalSource {
  return { name, contentHash: name, evals };
}

function evalOf(task: string, table: Table): EvalCounts {
  const problems = Object.entries(table).map(([id, [n, c]]) => problem(id, n, c));
  return { task, model: 'm', scorer: 's', problems, recorded: [] };
}

function problem(problemId: string, numSamples: number, numCorrect: number): ProblemCounts {
  return { problemId, numSamples, numCorrect };
}
