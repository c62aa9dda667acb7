import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compressCounts } from '../../server/core/compressCounts.ts';
import { notIdentified } from '../../server/core/notIdentified.ts';

const LEVEL = 0.9;

/** The bound on the mean solve rate of problems with these n, none of them solved. */
function boundOf(numSamples: readonly number[]): number {
  const cells = compressCounts(numSamples.map((n) => ({ numSamples: n, numCorrect: 0 })));
  return notIdentified(cells, LEVEL)?.meanSolveRate?.high ?? assert.fail();
}

const manyN = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 8 });

describe('The bound where no attempt passed', () => {
  it('is the rule of three where n is the same', () => {
    assert.ok(Math.abs(boundOf([20, 20, 20, 20, 20]) - (1 - 0.1 ** (1 / 100))) < 1e-14);
  });

  it('is left open by the problems that were tried least: by one of two, all of its half', () => {
    // (1 − s)·1 = 0.1 and nothing of the other.
    assert.ok(Math.abs(boundOf([1, 1000]) - 0.45) < 1e-12);
    assert.ok(boundOf([1, 1000]) > 100 * (1 - 0.1 ** (1 / 1001)));
  });

  it('holds for any solve rates with which none of the attempts passes one time in ten, and is reached by some', () => {
    fc.assert(
      fc.property(
        manyN,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (ns, shares) => {
          const bound = boundOf(ns);
          // Any split of log 0.1 among the problems is a set of solve rates on the edge.
          const total = ns.reduce((sum, _, i) => sum + shares[i]!, 0) || 1;
          const rates = ns.map((n, i) => -Math.expm1((Math.log(0.1) * shares[i]!) / total / n));
          const meanOf = (all: readonly number[]): number => all.reduce((sum, s) => sum + s, 0) / ns.length;
          assert.ok(meanOf(rates) <= bound + 1e-12);
          assert.ok(Math.abs(meanOf(climb(ns)) - bound) < 1e-4 * bound);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is mirrored where every attempt passed', () => {
    const cells = compressCounts([1, 1000].map((n) => ({ numSamples: n, numCorrect: n })));
    assert.ok(Math.abs((notIdentified(cells, LEVEL)?.meanSolveRate?.low ?? 0) - 0.55) < 1e-12);
  });
});

/** The split of log 0.1 with the largest mean solve rate, in small steps to where each gains most: the gain falls as a share grows. */
function climb(ns: readonly number[]): number[] {
  const steps = 20_000;
  const spent = ns.map(() => 0);
  const rateOf = (i: number, count: number): number => -Math.expm1((Math.log(0.1) * count) / steps / ns[i]!);
  for (let step = 0; step < steps; step += 1) {
    let best = 0;
    let most = -1;
    ns.forEach((_, i) => {
      const gain = rateOf(i, spent[i]! + 1) - rateOf(i, spent[i]!);
      if (gain > most) [best, most] = [i, gain];
    });
    spent[best] = spent[best]! + 1;
  }
  return ns.map((_, i) => rateOf(i, spent[i]!));
}
