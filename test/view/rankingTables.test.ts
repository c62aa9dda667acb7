import assert from 'node:assert/strict';
import { problems, panelOf, HEAVY } from '../support/checkCharts.ts';
import { tablesOf } from '../support/markdownTables.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('The problems by difficulty in the panel', () => {
  const scratch = useScratchFolder();

  it('are those of `passk difficulty`, with the same numbers', async function () {
    needsBuiltPassk(this);
    const { rankings = [] } = panelOf(problems(HEAVY)).evals[0]!;
    const rows = HEAVY.map((c, i) => `p${i},20,${c}`).join('\n');
    const path = scratch.write('counts.csv', `problem,num_samples,num_correct\n${rows}\n`);
    const { stdout } = await runPassk(['difficulty', path, '--top', '50', '--format', 'markdown']);
    const listed = tablesOf(stdout);
    assert.deepEqual(
      rankings.map(({ table }) => table.rows),
      listed,
    );
    assert.equal(listed.length, 2);
    for (const { name } of rankings) assert.ok(stdout.includes(`${name}.`), name);
  });

  it('are the first fifty of each ranking, and say how many there are more', () => {
    const { rankings = [] } = panelOf(problems([...Array<number>(60).fill(0), ...Array<number>(3).fill(5)])).evals[0]!;
    const [obtained, unsolved] = rankings.map(({ table }) => table.rows);
    assert.equal(obtained?.length, 3);
    assert.equal(unsolved?.length, 51);
    assert.equal(unsolved.at(-1)?.[1], '10 more problems: passk difficulty');
  });

  it('are not ranked where nothing is identified', () => {
    assert.deepEqual(panelOf(problems([0, 0, 0])).evals[0]?.rankings, []);
  });
});
