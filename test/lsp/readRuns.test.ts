import assert from 'node:assert/strict';
import { readRuns } from '../../server/host/readRuns.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const rows = (problems: string, model = 'm'): string =>
  `problem,num_samples,num_correct,task,model\n${problems
    .split(' ')
    .map((problem) => `${problem},t,${model}\n`)
    .join('')}`;

describe('files read as runs of one evaluation', () => {
  const scratch = useScratchFolder();

  it('add up problem by problem, and are placed nowhere', () => {
    const paths = [scratch.write('a.csv', rows('p,4,1 q,4,4')), scratch.write('b.csv', rows('q,4,0 r,2,1'))];
    const { result, hasText } = readRuns(paths);
    const counts = result.evals.map(({ problems }) => problems.map((p) => [p.problemId, p.numSamples, p.numCorrect]));
    assert.deepEqual(counts, [
      [
        ['p', 4, 1],
        ['q', 8, 4],
        ['r', 2, 1],
      ],
    ]);
    assert.equal(hasText, false);
    assert.deepEqual(result.issues, []);
  });

  it('count a copy once, and say in which file what is wrong', () => {
    const good = scratch.write('a.csv', rows('p,4,1'));
    const copy = scratch.write('copy.csv', rows('p,4,1'));
    const bad = scratch.write('bad.csv', rows('p,4,9 q,1,1'));
    const { result } = readRuns([good, copy, bad, scratch.at('gone.csv')]);
    assert.deepEqual(
      result.issues.map(({ message }) => message.replace(/ \(.*/, '').replace(/: num.*|: The row.*/, '')).slice(-1),
      ['copy.csv has the same content as a.csv: it is left out.'],
    );
    const [of] = result.issues.filter(({ code }) => code === 'wrongType');
    assert.match(of?.message ?? '', /^bad\.csv, line 2, column 1: /);
    assert.ok(result.issues.some(({ message }) => message.startsWith('gone.csv, line 1')));
  });
});
