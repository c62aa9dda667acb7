import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { fillNormal } from '../../server/experiments/fillNormal.ts';
import { fillUniform, randomStream, shuffled } from '../../server/experiments/randomStream.ts';
import { syntheticImages } from '../../server/experiments/data/syntheticImages.ts';

/** Results are named by their seeds: a seed has to draw tomorrow what it drew yesterday. */
describe('A stream of random numbers', () => {
  it('draws what it always drew', () => {
    const attempts = randomStream(3, 'attempts', 7000);
    assert.deepEqual([attempts(), attempts(), attempts()], [478905387, -2012743235, 1444854094]);
    const weights = randomStream(4294967295, 'weights', 2);
    assert.deepEqual([weights(), weights()], [856273679, 2111790032]);
    const random = seededRandom(1);
    assert.deepEqual([random(), random(), random()], [0.7132768968585879, 0.012132219038903713, 0.0008196849375963211]);
    const negative = seededRandom(-5);
    assert.deepEqual([negative(), negative()], [0.5291594408918172, 0.9737739602569491]);
  });

  it('makes of it the uniform and normal numbers, orders and images that it always made', () => {
    assert.deepEqual(
      [...fillUniform(new Float32Array(3), randomStream(0, 'weights', 1))],
      [0.5732828974723816, 0.6479774713516235, 0.006206989288330078],
    );
    assert.deepEqual(
      [...fillNormal(new Float32Array(3), randomStream(2, 'trainingNoise', 9))],
      [0.9279741048812866, 0.4733358919620514, 1.3117483854293823],
    );
    assert.deepEqual(shuffled(8, randomStream(1, 'shuffle', 5)), [5, 6, 4, 0, 3, 7, 1, 2]);
    const { pixels } = syntheticImages(500);
    assert.equal(
      createHash('sha256').update(Buffer.from(pixels.buffer)).digest('hex'),
      '917736c17dcda420900dd5fc8066d4c79c9b0117855ccdb709db8ecb6034cef0',
    );
  });

  it('shares no number with that of another seed, purpose or index', () => {
    const firsts = [0, 1].flatMap((seed) =>
      (['weights', 'shuffle', 'attempts'] as const).flatMap((purpose) =>
        [0, 1, 2].map((index) => randomStream(seed, purpose, index)()),
      ),
    );
    assert.equal(new Set(firsts).size, firsts.length);
  });
});
