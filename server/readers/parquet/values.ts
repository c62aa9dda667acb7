import type { Scalar } from '../json/readScalar.ts';

/** A value of a column as it would stand in a text; `null` for none, undefined for what is no plain value (lists, dates). */
export function scalarOf(value: unknown): Scalar | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'bigint') return undefined;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
}

/** What is in a value of a nested column, whatever it is nested in; a list that is missing is empty. */
export function scalarsOf(value: unknown): (Scalar | undefined)[] {
  return Array.isArray(value) ? value.flat(Infinity).map(scalarOf) : [scalarOf(value)];
}
