import type { OrderNotKept } from './attemptOrder.ts';
import type { Drift } from './attemptDrift.ts';
import type { Dispersion } from './dispersionTest.ts';

/** Attempts whose completion is, byte for byte, that of an earlier attempt at the same problem. */
export interface RepeatedCompletions {
  readonly numRepeats: number;
  /** Attempts that could have been repeats: those with a completion, but the first of each problem. */
  readonly numCompared: number;
}

/**
 * Whether attempts are independent given the problem, as Eq. 6 takes them to be and as Eq. 9 and 10 take them not to be.
 *
 * - `independent`: no sign of dependence, and data enough to have seen much of it;
 * - `nearly`: dependence that is certain, and too small to matter;
 * - `dependent`: dependence that matters: fits and intervals take the attempts for more than they are worth;
 * - `repeated`: their order shows no dependence that matters, but most completions repeat an earlier one: copies, or answers too short to differ;
 * - `unclear`: no sign, and too few data to see one.
 */
export type IndependenceVerdict = 'independent' | 'nearly' | 'dependent' | 'repeated' | 'unclear';

export type Independence =
  | {
      readonly kind: 'tested';
      readonly verdict: IndependenceVerdict;
      /** Problems with both a success and a failure: only their order tells anything. */
      readonly numProblems: number;
      readonly numAttempts: number;
      /** Successes of one problem that stand together. Absent where no problem has two successes and two failures. */
      readonly blocks?: Dispersion;
      readonly drift: Drift;
      /** Problems that pass and fail together at the same attempt number. Absent where less than two can tell. */
      readonly acrossProblems?: Dispersion;
      readonly repeats?: RepeatedCompletions;
    }
  | {
      readonly kind: 'notTested';
      /**
       * `noMixedProblems`: each problem passed always or never, in whatever order. `stoppedAtSuccess`: every success is its problem's only one and last,
       * so that the order is that of the rule and not of chance. `notRead`: the counts did not come from a log.
       */
      readonly reason: OrderNotKept | 'noMixedProblems' | 'stoppedAtSuccess' | 'notRead';
      readonly repeats?: RepeatedCompletions;
    };
