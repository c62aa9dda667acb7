import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Each row holds the arguments and, last, the value at 50 digits. */
const oracles = JSON.parse(readFileSync('test/fixtures/oracles/oracles.json', 'utf8')) as Record<string, number[][]>;

export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/** Compares a kernel with all its stored values; one of the tolerances must hold for each. */
export function checkOracle(
  name: string,
  kernel: (args: readonly number[]) => number,
  tolerance: { readonly relative: number; readonly absolute?: number },
): void {
  const rows = oracles[name] ?? [];
  assert.ok(rows.length > 5, `no oracle values for ${name}`);
  for (const row of rows) {
    const args = row.slice(0, -1);
    const expected = row.at(-1)!;
    const actual = kernel(args);
    const close =
      relativeError(actual, expected) <= tolerance.relative || Math.abs(actual - expected) <= (tolerance.absolute ?? 0);
    assert.ok(close, `${name}(${args.join(', ')}) = ${actual}, expected ${expected}`);
  }
}
