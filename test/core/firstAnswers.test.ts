import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { firstAnswers } from '../../server/core/firstAnswers.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { drawProblems } from '../support/worlds.ts';

describe('What is known of an evaluation at once', () => {
  it('is what the whole analysis will say of it', () => {
    const problems = drawProblems({ alpha: 4, beta: 0.4, ceiling: 0.9 }, 50, 20, seededRandom(3));
    const counts = {
      task: 't',
      model: 'm',
      scorer: 's',
      recorded: [],
      problems: problems.map((each, i) => ({ ...each, problemId: String(i) })),
    };
    const { passAtK, fits } = firstAnswers(counts, 0.9);
    const whole = analyzeEval(counts);
    assert.deepEqual(
      passAtK,
      whole.passAtK.filter(({ k }) => k === 1),
    );
    assert.deepEqual(fits.betaBinomial, whole.fits.betaBinomial);
  });

  it('is no pass@1 where there are no problems', () => {
    assert.deepEqual(firstAnswers({ task: 't', model: 'm', scorer: 's', recorded: [], problems: [] }, 0.9).passAtK, []);
  });
});
