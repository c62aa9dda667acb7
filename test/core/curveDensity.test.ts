import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { curveDensity } from '../../server/core/curveDensity.ts';
import { simplexLeastSquares } from '../../server/core/simplexLeastSquares.ts';
import { betaPassAtK } from '../../server/core/passAtKLaw.ts';
import { solveRateDensity } from '../../server/core/solveRateDensity.ts';

interface Oracle {
  readonly law: readonly [alpha: number, beta: number, ceiling: number];
  readonly ks: readonly number[];
  readonly values: readonly number[];
  readonly edges: readonly number[];
  readonly mass: readonly number[];
  readonly never: number;
}

/** By scipy.optimize.nnls; `curveDensity.py` beside it wrote it. */
const oracles = JSON.parse(readFileSync('test/fixtures/oracles/curveDensity.json', 'utf8')) as readonly Oracle[];

describe('The density of difficulty from a curve alone (Eq. 8)', () => {
  it('is the one that scipy finds', () => {
    assert.ok(oracles.length > 5);
    for (const { law, ks, values, ...expected } of oracles) {
      const density = curveDensity(ks.map((k, i) => ({ k, value: values[i]! })));
      assert.ok(density !== undefined);
      assert.deepEqual(density.edges.length, expected.edges.length);
      const masses = [density.never, ...density.mass];
      [expected.never, ...expected.mass].forEach((mass, i) => {
        assert.ok(Math.abs(masses[i]! - mass) < 1e-6, `${law.join()} entry ${i}: ${masses[i]!}, scipy ${mass}`);
      });
    }
  });

  it('finds the distribution that a curve was made from, to 0.045 in the mean of the distribution function', () => {
    const errors = oracles.map(({ law: [alpha, beta, ceiling], ks }) => {
      const density = curveDensity(ks.map((k) => ({ k, value: betaPassAtK(alpha, beta, k, ceiling) })))!;
      let below = density.never;
      const misses = density.mass.map((mass, cell) => {
        below += mass;
        return Math.abs(below - shareBelow(alpha, beta, ceiling, density.edges[cell + 1]!));
      });
      return misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    assert.ok(mean < 0.045, `${mean}: ${errors.join(', ')}`);
  });

  it('is a distribution whatever the curve', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    const curve = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 100_000 }), value), {
      minLength: 3,
      maxLength: 20,
      selector: ([k]) => k,
    });
    fc.assert(
      fc.property(curve, (points) => {
        const sorted = [...points].sort(([a], [b]) => a - b).map(([k, y]) => ({ k, value: y }));
        const { never, mass, edges } = curveDensity(sorted)!;
        const masses = [never, ...mass];
        assert.equal(edges.length, mass.length + 1);
        assert.ok(masses.every((each) => each >= 0));
        assert.ok(Math.abs(masses.reduce((sum, each) => sum + each, 0) - 1) < 1e-9);
      }),
    );
  });

  it('is not said of two points', () => {
    assert.equal(curveDensity([{ k: 1, value: 0.2 }, { k: 9, value: 0.5 }]), undefined); // prettier-ignore
  });
});

describe('Least squares over the simplex', () => {
  it('has the slopes of an optimum: equal where x is positive, and not larger elsewhere', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(entry, { minLength: 6, maxLength: 6 }), { minLength: 4, maxLength: 9 }), (rows) => {
        const size = 5;
        const gram = new Float64Array(size * size);
        const right = new Float64Array(size);
        for (let i = 0; i < size; i += 1) {
          for (const row of rows) right[i] = right[i]! + row[i]! * row[size]!;
          for (let j = 0; j < size; j += 1) {
            gram[i * size + j] = rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1e-3 : 0);
          }
        }
        const x = simplexLeastSquares({ gram, right });
        const slopes = Array.from(right, (value, i) =>
          x.reduce((slope, entryOfX, j) => slope - gram[i * size + j]! * entryOfX, value),
        );
        const level = slopes.reduce((sum, slope, i) => sum + slope * x[i]!, 0);
        assert.ok(Math.abs(x.reduce((sum, each) => sum + each, 0) - 1) < 1e-9);
        slopes.forEach((slope, i) => {
          assert.ok(x[i]! >= 0 && slope <= level + 1e-6 && (x[i] === 0 || slope >= level - 1e-6), `${i}: ${slope}`);
        });
      }),
    );
  });
});

/** Share of problems with a solve rate below 10^edge, by the midpoint rule over log10 of it. */
function shareBelow(alpha: number, beta: number, ceiling: number, edge: number): number {
  const steps = 4000;
  const lowest = -30;
  const width = (edge - lowest) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i += 1)
    sum += width * solveRateDensity(alpha, beta, Math.min(1 - 1e-15, 10 ** (lowest + (i + 0.5) * width)));
  return 1 - ceiling + ceiling * Math.min(1, sum);
}
