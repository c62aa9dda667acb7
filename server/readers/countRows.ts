import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { usageByKind } from '../core/tokenKinds.ts';
import type { CountColumn } from '../sniff/sniff.ts';
import { gradeOf } from './grade.ts';
import { plural, quoteText, someOf } from './issueLog.ts';
import type { Scalar } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import type { ProblemTally, Tally } from './tally.ts';
import { countAttempt, countAttempts, problemOf, toEval } from './tally.ts';

/** A row of a counts or attempts file: the value in each known column, as found; `null` is an empty cell. */
export type CountRow = Map<CountColumn, Scalar | undefined>;

/** Adds up rows, of counts or of attempts, by evaluation and problem. */
export interface RowCounter {
  readonly add: (row: CountRow, range: ByteRange) => void;
  readonly evals: () => EvalCounts[];
}

interface Group {
  readonly task: string;
  readonly model: string;
  readonly scorer: string;
  readonly tally: Tally;
}

export function createRowCounter({ issues, name }: Pick<LogInput, 'issues' | 'name'>): RowCounter {
  const groups = new Map<string, Group>();
  const repeated = new Set<string>();
  const unscored = new Set<string>();
  let numUnscored = 0;
  let firstUnscored: ByteRange | undefined;
  let latest: (Pick<Group, 'task' | 'model' | 'scorer'> & { readonly group: Group }) | undefined;

  return { add, evals };

  function add(row: CountRow, range: ByteRange): void {
    const problemId = textOf(row.get('problem'));
    if (problemId === '') {
      issues.add({ code: 'missingField', severity: 'warning', message: 'This row names no problem: left out.', range });
      return;
    }
    const problem = problemOf(groupOf(row).tally, problemId, range);
    if (isGiven(row.get('numSamples'))) addCounts(row, problem, range);
    else addAttempt(row, problem, range);
  }

  function addCounts(row: CountRow, problem: ProblemTally, range: ByteRange): void {
    const numSamples = naturalOf(row.get('numSamples'));
    const numCorrect = naturalOf(row.get('numCorrect') ?? row.get('correct'));
    if (numSamples === undefined || numCorrect === undefined || numCorrect > numSamples) {
      const message = `Left out: ${quoteText(problem.problemId)} needs whole numbers of attempts n and of correct ones c with 0 ≤ c ≤ n.`;
      issues.add({ code: 'wrongType', severity: 'warning', message, range });
      return;
    }
    if (numSamples === 0) noteUnscored(problem.problemId, range);
    if (problem.numSamples > 0) repeated.add(problem.problemId);
    countAttempts(
      problem,
      numSamples,
      numCorrect,
      usageByKind((kind) => numberOf(row.get(kind))),
    );
  }

  function addAttempt(row: CountRow, problem: ProblemTally, range: ByteRange): void {
    const verdict = row.get('correct');
    const grade = gradeOf(verdict);
    switch (grade) {
      case 'pass':
      case 'fail':
        countAttempt(
          problem,
          grade === 'pass',
          usageByKind((kind) => numberOf(row.get(kind))),
        );
        return;
      case 'unscored':
        noteUnscored(problem.problemId, range);
        return;
      case 'nonFinite':
        issues.add({
          code: 'nonFiniteNumber',
          severity: 'warning',
          message: 'The verdict of this attempt is not a finite number: not counted.',
          range,
        });
        return;
      case 'unknown':
        issues.add({
          code: 'wrongType',
          severity: 'warning',
          message: `${quoteText(String(verdict))} is no verdict: the attempt is not counted.`,
          range,
        });
    }
  }

  function noteUnscored(problemId: string, range: ByteRange): void {
    numUnscored++;
    firstUnscored ??= range;
    unscored.add(problemId);
  }

  function groupOf(row: CountRow): Group {
    const task = textOf(row.get('task'));
    const model = textOf(row.get('model'));
    const scorer = textOf(row.get('scorer'));
    // Mostly the group of the row before: no key has to be made.
    if (latest?.task === task && latest.model === model && latest.scorer === scorer) return latest.group;
    const key = `${task}\u0000${model}\u0000${scorer}`;
    const group = groups.get(key) ?? { task: task === '' ? stemOf(name) : task, model, scorer, tally: new Map() };
    groups.set(key, group);
    latest = { task, model, scorer, group };
    return group;
  }

  function evals(): EvalCounts[] {
    if (firstUnscored !== undefined) {
      const message = `${plural(numUnscored, 'row')} without a verdict or without attempts (${someOf([...unscored])}): not counted.`;
      issues.add({ code: 'unscoredAttempts', severity: 'warning', message, range: firstUnscored });
    }
    if (repeated.size > 0) {
      const message = `Counts of ${someOf([...repeated])} stand in several rows: they were added up.`;
      issues.add({ code: 'duplicateAttempts', severity: 'info', message });
    }
    return [...groups.values()].map(({ tally, ...names }) => toEval(tally, names));
  }
}

function isGiven(value: Scalar | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: Scalar | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

function numberOf(value: Scalar | undefined): number | undefined {
  if (!isGiven(value) || typeof value === 'boolean') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function naturalOf(value: Scalar | undefined): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
