import type { Scalar } from './json/readScalar.ts';

/** What a recorded score says of an attempt. */
export type Grade = 'pass' | 'fail' | 'unscored' | 'nonFinite' | 'unknown';

/** Letters are Inspect's: correct, partially correct, incorrect, no answer. */
const WORDS: ReadonlyMap<string, Grade> = new Map([
  ['c', 'pass'],
  ['p', 'fail'],
  ['i', 'fail'],
  ['n', 'fail'],
  ['true', 'pass'],
  ['false', 'fail'],
  ['yes', 'pass'],
  ['no', 'fail'],
  ['nan', 'nonFinite'],
  ['', 'unscored'],
]);

/** An attempt passes with a score of 1 or more; part of the marks is not a pass. Numbers may be spelled as text. */
export function gradeOf(value: Scalar | undefined): Grade {
  if (value === null || value === undefined) return 'unscored';
  if (typeof value === 'boolean') return value ? 'pass' : 'fail';
  if (typeof value === 'number') return gradeOfNumber(value);
  const word = value.trim().toLowerCase();
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  const number = Number(word);
  return Number.isNaN(number) ? 'unknown' : gradeOfNumber(number);
}

function gradeOfNumber(value: number): Grade {
  if (!Number.isFinite(value)) return 'nonFinite';
  return value >= 1 ? 'pass' : 'fail';
}
