import type { EvalCounts } from '../core/counts.ts';
import { tokenKinds } from '../core/tokenKinds.ts';
import { createRowCounter, type CountRow } from '../readers/countRows.ts';
import { gradeOf } from '../readers/grade.ts';
import { createIssueLog } from '../readers/issueLog.ts';
import { columnName, countColumns, type CountColumn } from '../sniff/sniff.ts';
import { withoutPlaces } from '../readers/withoutPlaces.ts';

/** The columns of a table that are grouped by: what each holds, and where. Undefined: the reader has to look. */
export function groupedColumns(names: readonly string[]): ReadonlyMap<number, CountColumn> | undefined {
  const columns = new Map<number, CountColumn>();
  for (const [index, name] of names.entries()) {
    const column = countColumns.get(columnName(name));
    if (column !== undefined) columns.set(index, column);
  }
  const kinds = new Set(columns.values());
  // Two columns for one thing: the reader knows which goes before the other. Tokens differ from attempt to attempt: grouping saves nothing.
  if (kinds.size < columns.size || tokenKinds.some((kind) => kinds.has(kind))) return undefined;
  const areCounted = kinds.has('correct') || (kinds.has('numSamples') && kinds.has('numCorrect'));
  return kinds.has('problem') && areCounted ? columns : undefined;
}

/** Counts the distinct rows of a table, each with how often it is there, by the reader's own row counter; undefined where that finds any fault. */
export function countDistinctRows(
  rows: readonly (readonly unknown[])[],
  columns: readonly CountColumn[],
  name: string,
): EvalCounts[] | undefined {
  const issues = createIssueLog();
  const counter = createRowCounter({ issues, name });
  for (const values of rows) {
    const row: CountRow = new Map();
    for (const [i, column] of columns.entries()) {
      const value = values[i];
      if (value !== null && typeof value !== 'string') return undefined;
      row.set(column, value === null ? '' : value.trim());
    }
    const times = Number(values[columns.length]);
    const repeated = columns.includes('numSamples') ? repeatedCounts(row, times) : repeatedAttempt(row, times);
    if (repeated === undefined) return undefined;
    counter.add(repeated, NOWHERE);
  }
  const evals = counter.evals();
  const hasFault = issues.all().some(({ code }) => code !== 'duplicateAttempts');
  return hasFault ? undefined : withoutPlaces(evals);
}

const NOWHERE = { start: 0, end: 0 };

/** `times` attempts with the same verdict are a row of counts. */
function repeatedAttempt(row: CountRow, times: number): CountRow | undefined {
  const grade = gradeOf(row.get('correct'));
  if (grade !== 'pass' && grade !== 'fail') return undefined;
  return new Map(row).set('numSamples', times).set('numCorrect', grade === 'pass' ? times : 0);
}

function repeatedCounts(row: CountRow, times: number): CountRow | undefined {
  const [numSamples, numCorrect] = [row.get('numSamples'), row.get('numCorrect') ?? row.get('correct')].map(naturalOf);
  if (numSamples === undefined || numCorrect === undefined || numSamples === 0) return undefined;
  return new Map(row).set('numSamples', numSamples * times).set('numCorrect', numCorrect * times);
}

/** Digits alone: what else the reader takes for a number, it shall judge itself. */
function naturalOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
