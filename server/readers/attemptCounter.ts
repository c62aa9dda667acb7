import type { ByteRange, EvalCounts, RecordedMetric, TokenUsage } from '../core/counts.ts';
import { gradeOf } from './grade.ts';
import { plural, quoteText, someOf } from './issueLog.ts';
import type { Scalar } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import type { Tally } from './tally.ts';
import { countAttempt, countAttempts, problemOf, toEval } from './tally.ts';

/** Which evaluation an attempt belongs to; what is absent or empty is what the log as a whole says. */
export interface EvalNames {
  readonly task?: string | undefined;
  readonly model?: string | undefined;
  readonly scorer?: string | undefined;
}

export interface Attempt extends EvalNames {
  readonly problemId: string | undefined;
  /** As recorded; `gradeOf` says what it means. */
  readonly verdict: Scalar | undefined;
  readonly range: ByteRange;
  readonly tokens?: TokenUsage | undefined;
  /** What tells attempts at a problem apart, where the log says it: of two that are equal in it, the first counts. */
  readonly trial?: string | undefined;
}

export interface CountedProblem extends EvalNames {
  readonly problemId: string;
  readonly numSamples: number;
  readonly numCorrect: number;
  readonly range: ByteRange;
  readonly tokens?: TokenUsage | undefined;
}

/** Adds up the attempts of a log by evaluation and problem, and says at the end what could not be counted. */
export interface AttemptCounter {
  readonly add: (attempt: Attempt) => void;
  /** The attempts at a problem, in order; where the list is missing or empty, the problem has no verdict. */
  readonly addList: (
    problem: Omit<Attempt, 'verdict' | 'trial'>,
    verdicts: readonly (Scalar | undefined)[] | undefined,
  ) => void;
  readonly addCounts: (problem: CountedProblem) => void;
  /** The evaluations, in the order in which they first appear; `names` fill what the attempts do not name. */
  readonly evals: (
    names?: EvalNames & { readonly recorded?: readonly RecordedMetric[]; readonly range?: ByteRange | undefined },
  ) => EvalCounts[];
}

interface Group {
  readonly names: EvalNames;
  readonly tally: Tally;
  readonly trials: Set<string>;
}

/** Attempts that share a fault, of which one place is shown. */
interface Fault {
  readonly ids: Set<string>;
  count: number;
  first: ByteRange | undefined;
}

/** @param idName what the log calls the id of a problem */
export function createAttemptCounter({ issues }: Pick<LogInput, 'issues'>, idName: string): AttemptCounter {
  const groups = new Map<string, Group>();
  const nameless = noFault();
  const unscored = noFault();
  const repeated = noFault();

  return { add, addList, addCounts, evals };

  function add(attempt: Attempt): void {
    const { problemId, verdict, range, tokens, trial } = attempt;
    if (problemId === undefined || problemId === '') {
      note(nameless, '', range);
      return;
    }
    const { tally, trials } = groupOf(attempt);
    if (trial !== undefined) {
      const key = `${problemId}\u0000${trial}`;
      if (trials.has(key)) {
        note(repeated, problemId, range);
        return;
      }
      trials.add(key);
    }
    const problem = problemOf(tally, problemId, range);
    const grade = gradeOf(verdict);
    if (grade === 'pass' || grade === 'fail') countAttempt(problem, grade === 'pass', tokens);
    else if (grade === 'unscored') note(unscored, problemId, range);
    else reportVerdict(attempt, grade);
  }

  function addList(problem: Omit<Attempt, 'verdict'>, verdicts: readonly (Scalar | undefined)[] | undefined): void {
    const list = verdicts === undefined || verdicts.length === 0 ? [undefined] : verdicts;
    for (const verdict of list) add({ ...problem, verdict });
  }

  function addCounts(problem: CountedProblem): void {
    const { problemId, numSamples, numCorrect, range, tokens } = problem;
    if (numSamples === 0) note(unscored, problemId, range);
    else countAttempts(problemOf(groupOf(problem).tally, problemId, range), numSamples, numCorrect, tokens);
  }

  function reportVerdict({ problemId = '', verdict, range }: Attempt, grade: 'nonFinite' | 'unknown'): void {
    const what =
      grade === 'nonFinite'
        ? 'is not a finite number'
        : `is ${quoteText(String(verdict))}, which is neither pass nor fail`;
    const message = `The verdict of an attempt at ${quoteText(problemId)} ${what}: not counted.`;
    issues.add({ code: grade === 'nonFinite' ? 'nonFiniteNumber' : 'wrongType', severity: 'warning', message, range });
  }

  function groupOf({ task = '', model = '', scorer = '' }: EvalNames): Group {
    const key = JSON.stringify([task, model, scorer]);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group = { names: { task, model, scorer }, tally: new Map(), trials: new Set<string>() };
    groups.set(key, group);
    return group;
  }

  function evals({ range, recorded, ...given }: Parameters<AttemptCounter['evals']>[0] = {}): EvalCounts[] {
    report();
    // A log without any attempt still is an evaluation, of which there may be recorded metrics.
    if (groups.size === 0) groupOf({});
    return [...groups.values()].map(({ names, tally }) =>
      toEval(
        tally,
        {
          task: names.task || given.task || '',
          model: names.model || given.model || '',
          scorer: names.scorer || given.scorer || '',
          recorded: recorded ?? [],
        },
        range,
      ),
    );
  }

  function report(): void {
    if (nameless.first !== undefined) {
      const message = `${plural(nameless.count, 'attempt')} without ${idName}: left out.`;
      issues.add({ code: 'missingField', severity: 'warning', message, range: nameless.first });
    }
    if (unscored.first !== undefined) {
      const message = `${plural(unscored.count, 'attempt')} without a verdict, in ${ofProblems(unscored)}: not counted, so that n differs between problems.`;
      issues.add({ code: 'unscoredAttempts', severity: 'warning', message, range: unscored.first });
    }
    if (repeated.first !== undefined) {
      const message = `${plural(repeated.count, 'attempt')} of the same trial as an earlier one, in ${ofProblems(repeated)}: left out, so that no attempt counts twice.`;
      issues.add({ code: 'duplicateAttempts', severity: 'warning', message, range: repeated.first });
    }
  }
}

function noFault(): Fault {
  return { ids: new Set(), count: 0, first: undefined };
}

function note(fault: Fault, problemId: string, range: ByteRange): void {
  fault.count++;
  fault.first ??= range;
  fault.ids.add(problemId);
}

function ofProblems({ ids }: Fault): string {
  return `${plural(ids.size, 'problem')} (${someOf([...ids])})`;
}
