import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { buildPanelModel } from '../../server/view/buildPanelModel.ts';

describe('the panel of a log without a text', () => {
  const problems = Array.from({ length: 2500 }, (_, i) => ({
    problemId: `p\u202e${i}`,
    numSamples: 4,
    numCorrect: i % 5,
  }));
  const analysis = analyzeEval({ task: 't', model: 'm', scorer: 's', problems, recorded: [] });
  const input = {
    title: 'log.eval',
    uri: 'file:///log.eval',
    state: 'ready',
    issues: [],
    analyses: [analysis],
  } as const;

  it('holds the lens and the problems with their counts, and says how many are not shown', () => {
    const { evals, hasText } = buildPanelModel({ ...input, lenses: ['pass@1 50%'] });
    const { lens, problems: table } = evals[0]?.inPlaceOfText ?? {};
    assert.equal(hasText, false);
    assert.equal(lens, 'pass@1 50%');
    assert.equal(table?.rows.length, 2001);
    assert.deepEqual(table.rows[3]?.slice(0, 2), ['p 3', '3/4']);
    assert.equal(table.rows.at(-1)?.[0], '500 more problems');
  });

  it('leaves these to the editor where there is a text', () => {
    const { evals, hasText } = buildPanelModel(input);
    assert.equal(hasText, true);
    assert.equal(evals[0]?.inPlaceOfText, undefined);
  });
});
