import assert from 'node:assert/strict';
import { createLruCache } from '../../server/host/lruCache.ts';

describe('The cache of analyses', () => {
  const fill = (weights: Readonly<Record<string, number>>) => {
    const cache = createLruCache<number>(10, (weight) => weight);
    for (const [key, weight] of Object.entries(weights)) cache.set(key, weight);
    return cache;
  };

  it('keeps what fits', () => {
    const cache = fill({ a: 4, b: 6 });
    assert.equal(cache.get('a'), 4);
    assert.equal(cache.get('b'), 6);
    assert.equal(cache.get('c'), undefined);
  });

  it('drops what was not used for longest', () => {
    const cache = fill({ a: 4, b: 4 });
    cache.get('a');
    cache.set('c', 4);
    assert.deepEqual(['a', 'b', 'c'].map(cache.get), [4, undefined, 4]);
  });

  it('drops as much as is needed', () => {
    const cache = fill({ a: 3, b: 3, c: 3, d: 9 });
    assert.deepEqual(['a', 'b', 'c', 'd'].map(cache.get), [undefined, undefined, undefined, 9]);
  });

  it('keeps the newest, whatever it weighs', () => {
    const cache = fill({ a: 3, b: 30 });
    assert.deepEqual(['a', 'b'].map(cache.get), [undefined, 30]);
  });

  it('counts a value that is replaced once', () => {
    const cache = fill({ a: 6 });
    cache.set('a', 6);
    cache.set('b', 4);
    assert.deepEqual(['a', 'b'].map(cache.get), [6, 4]);
  });
});
