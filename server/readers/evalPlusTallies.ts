import type { ByteRange } from '../core/counts.ts';
import { plural, someOf } from './issueLog.ts';
import type { Scalar } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { countAttempt, problemOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** What the base tests and the additional ones say of an attempt; null or undefined: not run. */
export interface EvalPlusAttempt {
  readonly base: Scalar | undefined;
  readonly plus: Scalar | undefined;
  readonly range: ByteRange;
}

export interface EvalPlusTallies {
  readonly base: Tally;
  /** Attempts that pass the base tests and the additional ones. */
  readonly plus: Tally;
  readonly add: (taskId: string, range: ByteRange, attempt: EvalPlusAttempt) => void;
  readonly report: () => void;
}

type Status = 'pass' | 'fail' | 'none';

export function createEvalPlusTallies({ issues }: LogInput): EvalPlusTallies {
  const base: Tally = new Map();
  const plus: Tally = new Map();
  const unscoredIds = new Set<string>();
  let numUnscored = 0;
  let firstUnscored: ByteRange | undefined;

  return { base, plus, add, report };

  function add(taskId: string, range: ByteRange, attempt: EvalPlusAttempt): void {
    const baseStatus = statusOf(attempt.base);
    const plusStatus = statusOf(attempt.plus);
    if (baseStatus === 'none') {
      numUnscored++;
      firstUnscored ??= attempt.range;
      unscoredIds.add(taskId);
      return;
    }
    countAttempt(problemOf(base, taskId, range), baseStatus === 'pass');
    if (plusStatus === 'none') return;
    countAttempt(problemOf(plus, taskId, range), baseStatus === 'pass' && plusStatus === 'pass');
  }

  function report(): void {
    if (firstUnscored === undefined) return;
    const message = `${plural(numUnscored, 'attempt')} without a base status (${someOf([...unscoredIds])}): not counted.`;
    issues.add({ code: 'unscoredAttempts', severity: 'warning', message, range: firstUnscored });
  }

  function statusOf(value: Scalar | undefined): Status {
    if (typeof value !== 'string') return 'none';
    return PASSED.has(value) ? 'pass' : 'fail';
  }
}

/** Of the present and the legacy layout; anything else (`fail`, `failed`, `timeout`) is no pass. */
const PASSED: ReadonlySet<string> = new Set(['pass', 'success']);
