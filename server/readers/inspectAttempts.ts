import type { ByteRange, EvalCounts, TokenUsage } from '../core/counts.ts';
import { gradeOf } from './grade.ts';
import type { InspectResults } from './inspectResults.ts';
import { plural, quoteText, someOf } from './issueLog.ts';
import type { Scalar } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { countAttempt, problemOf, toEval } from './tally.ts';
import type { Tally } from './tally.ts';
import { withoutUsage, type NormalizedUsage } from './tokenUsage.ts';

type Reporting = Pick<LogInput, 'issues'>;

/** What the `eval` section says of the whole log. */
export interface InspectHeader {
  task: string;
  model: string;
  /** Of the run of the task; its retries keep it. */
  taskId?: string;
  /** The model in the role of the grader, where one is named. */
  grader?: string;
  /** Where the evaluation is shown. */
  range?: ByteRange;
}

/** One epoch of a sample. */
export interface InspectAttempt {
  readonly id: string;
  readonly epoch: number;
  /** The same in each file that this attempt is in. */
  readonly uuid: string | undefined;
  /** Value by scorer, or by `scorer/part`; empty for an attempt that failed before it was scored. */
  readonly scores: ReadonlyMap<string, Scalar>;
  /** By model: the one that is evaluated, and graders. */
  readonly usage: ReadonlyMap<string, NormalizedUsage>;
  /** By the role that a model was given, such as `grader`; once more, it is in `usage` as well. */
  readonly roleUsage: ReadonlyMap<string, NormalizedUsage>;
  readonly range: ByteRange;
  /** Of its id: a place to point at in a sample of thousands of lines. */
  readonly idRange: ByteRange;
}

export interface InspectAttempts {
  readonly add: (attempt: InspectAttempt) => void;
  readonly toEvals: (log: Reporting, header: InspectHeader, results: InspectResults) => EvalCounts[];
}

/** Collects the attempts of a log. They are counted at the end: of two with the same id and epoch the later is the retry that counts. */
export function createInspectAttempts(): InspectAttempts {
  const byId = new Map<string, Map<number, InspectAttempt>>();
  const places = new Map<string, ByteRange>();
  const replaced: InspectAttempt[] = [];
  /** Id of the sample whose epochs follow each other. */
  let growing: string | undefined;

  return {
    add: (attempt) => {
      const epochs = byId.get(attempt.id) ?? new Map<number, InspectAttempt>();
      byId.set(attempt.id, epochs);
      const place = places.get(attempt.id);
      if (place === undefined) places.set((growing = attempt.id), attempt.range);
      else if (growing === attempt.id) places.set(attempt.id, { start: place.start, end: attempt.range.end });
      else growing = undefined;
      if (epochs.has(attempt.epoch)) replaced.push(attempt);
      epochs.set(attempt.epoch, attempt);
    },
    toEvals: ({ issues }, header, results) => {
      reportReplaced({ issues }, replaced);
      const attempts = [...byId.values()].flatMap((epochs) => [...epochs.values()].sort((a, b) => a.epoch - b.epoch));
      reportTokenTotals({ issues }, attempts, header);
      const scorers = new Set(attempts.flatMap(({ scores }) => [...scores.keys()]));
      // Without any score the log still is an evaluation, of which there may be recorded metrics.
      const recorded = results.recorded.size > 0 ? [...results.recorded.keys()] : [''];
      return (scorers.size > 0 ? [...scorers] : recorded).map((scorer) =>
        countScorer({ issues }, { scorer, attempts, places, header, results }),
      );
    },
  };
}

interface ScorerInput {
  readonly scorer: string;
  readonly attempts: readonly InspectAttempt[];
  /** Of each problem, where its first epochs stand. */
  readonly places: ReadonlyMap<string, ByteRange>;
  readonly header: InspectHeader;
  readonly results: InspectResults;
}

function countScorer({ issues }: Reporting, { scorer, attempts, places, header, results }: ScorerInput): EvalCounts {
  const tally: Tally = new Map();
  const unscored: InspectAttempt[] = [];
  for (const attempt of attempts) {
    const value = attempt.scores.get(scorer);
    const grade = gradeOf(value);
    if (grade === 'pass' || grade === 'fail') {
      const place = places.get(attempt.id) ?? attempt.range;
      countAttempt(problemOf(tally, attempt.id, place), grade === 'pass', tokensOf(attempt, header));
      continue;
    }
    unscored.push(attempt);
    if (grade === 'nonFinite') {
      const message = `The score ${quoteText(scorer)} of ${quoteText(attempt.id)} is not a finite number: not counted.`;
      issues.add({ code: 'nonFiniteNumber', severity: 'warning', message, range: attempt.idRange });
    } else if (grade === 'unknown') {
      const message = `The score ${quoteText(scorer)} of ${quoteText(attempt.id)} is ${quoteText(String(value))}, which is neither pass nor fail: not counted.`;
      issues.add({ code: 'wrongType', severity: 'warning', message, range: attempt.idRange });
    }
  }
  reportUnscored({ issues }, scorer, unscored);
  const { task, model, range } = header;
  const runKeys = [header.taskId ?? '', ...attempts.map(({ uuid = '' }) => uuid)].filter((key) => key !== '');
  const counts = toEval(tally, { task, model, scorer, recorded: results.recorded.get(scorer) ?? [] }, range);
  return { ...counts, runKeys };
}

/** What the evaluated model used for the attempt itself: without what it used as a grader, where it is one, too. */
function tokensOf({ usage, roleUsage }: InspectAttempt, { model, grader }: InspectHeader): TokenUsage | undefined {
  const all = usage.get(model)?.tokens;
  const grading = roleUsage.get('grader')?.tokens;
  if (all === undefined || grading === undefined) return all;
  const isOwnGrader = grader === undefined ? usage.size === 1 : grader === model;
  return isOwnGrader ? withoutUsage(all, grading) : all;
}

function reportTokenTotals({ issues }: Reporting, attempts: readonly InspectAttempt[], { model }: InspectHeader): void {
  const odd = attempts.filter(({ usage }) => usage.get(model)?.addsUp === false);
  const [first] = odd;
  if (first === undefined) return;
  issues.add({
    code: 'tokenTotals',
    severity: 'info',
    message: `The tokens of ${plural(odd.length, 'attempt')} do not add up to the recorded total, whether cached and reasoning tokens stand inside or beside: input and output are taken as they are.`,
    range: first.idRange,
  });
}

function reportUnscored({ issues }: Reporting, scorer: string, unscored: readonly InspectAttempt[]): void {
  const [first] = unscored;
  if (first === undefined) return;
  const by = scorer === '' ? '' : ` by ${quoteText(scorer)}`;
  const ids = [...new Set(unscored.map(({ id }) => id))];
  issues.add({
    code: 'unscoredAttempts',
    severity: 'warning',
    message: `${plural(unscored.length, 'attempt')} not scored${by}, in ${plural(ids.length, 'problem')} (${someOf(ids)}): not counted.`,
    range: first.idRange,
  });
}

function reportReplaced({ issues }: Reporting, replaced: readonly InspectAttempt[]): void {
  const [first] = replaced;
  if (first === undefined) return;
  const ids = [...new Set(replaced.map(({ id }) => id))];
  issues.add({
    code: 'duplicateAttempts',
    severity: 'warning',
    message: `${plural(replaced.length, 'attempt')} with the id and epoch of an earlier one (${someOf(ids)}): the later is counted.`,
    range: first.idRange,
  });
}
