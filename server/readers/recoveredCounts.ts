import type { ByteRange } from '../core/counts.ts';
import { correctFromPassAtK } from './correctFromPassAtK.ts';
import { quoteText, plural, type IssueLog } from './issueLog.ts';

/** How many of n attempts at a problem passed, recovered from a pass@k that was recorded of them. */
export interface RecoveredCounts {
  /** Undefined where no whole number of attempts has this pass@k. */
  readonly correct: (problem: RecordedProblem) => number | undefined;
  /** Says of a scorer's problems how many counts are not sure, and what that may cost. */
  readonly report: (scorer: string, numProblems: number) => void;
}

export interface RecordedProblem {
  readonly scorer: string;
  readonly k: number;
  readonly value: number;
  readonly numSamples: number;
  readonly range: ByteRange;
}

interface Ambiguity {
  count: number;
  /** Sum of (k − 1)/n: by so much at most the solve rates are too high together. */
  excess: number;
  readonly first: ByteRange;
}

/** @param unit what the log holds of a problem: `document` */
export function createRecoveredCounts(issues: IssueLog, unit: string): RecoveredCounts {
  const ambiguities = new Map<string, Ambiguity>();
  return {
    correct: ({ scorer, k, value, numSamples, range }) => {
      const numCorrect = correctFromPassAtK(numSamples, k, value);
      // pass@k is 1 for each c from n − k + 1 to n.
      if (numCorrect === numSamples && k > 1) {
        const ambiguity = ambiguities.get(scorer) ?? { count: 0, excess: 0, first: range };
        ambiguities.set(scorer, ambiguity);
        ambiguity.count++;
        ambiguity.excess += (k - 1) / numSamples;
      }
      return numCorrect;
    },
    report: (scorer, numProblems) => {
      const ambiguity = ambiguities.get(scorer);
      if (ambiguity === undefined) return;
      const percent = Number(((100 * ambiguity.excess) / numProblems).toPrecision(2));
      const message =
        `${quoteText(scorer)} records no pass@1, and its pass@k of least k is 1 in ${plural(ambiguity.count, unit)}: so it is when all responses are ` +
        `correct, and when up to k − 1 are not. All were taken as correct: pass@1 is at most ${percent} percentage points too high.`;
      issues.add({ code: 'ambiguousCounts', severity: 'warning', message, range: ambiguity.first });
    },
  };
}
