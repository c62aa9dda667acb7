import type { Context } from 'mocha';

/**
 * Skips the running test, or in a `before` hook the tests of its suite, visibly: the end of `npm test` prints the reason.
 */
export function skipBecause(context: Context, reason: string): never {
  const { test, currentTest } = context;
  // In a hook, mocha's `test` is the hook itself; `currentTest` is the test that it runs for, before all of them the first.
  const place = test?.title.startsWith('"before all" hook') === true ? test.parent : (currentTest ?? test);
  if (place !== undefined) Object.assign(place, { skipReason: reason });
  return context.skip();
}
