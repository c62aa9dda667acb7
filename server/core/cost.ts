import type { Estimate, Interval, OpenInterval } from './outcomes.ts';

/** What one attempt costs, and how it was arrived at (Section 3.4, Eq. 11: C = N_p·F + N_d·F·k). */
export interface CostModel {
  readonly unit: 'usd' | 'flops' | 'attempts';
  /** Cost of drawing one more completion. */
  readonly perAttempt: number;
  /** Cost that is paid once a problem, whatever k. */
  readonly perPrompt: number;
  /** What was assumed, in words, for the user: never empty. */
  readonly assumptions: readonly string[];
}

/** Cheapest k whose predicted coverage reaches a target. */
export type TargetAnswer =
  | {
      readonly coverage: number;
      readonly reachable: true;
      readonly k: number;
      /** From the interval of the prediction; `high: null` where the upper end is not reached at any k looked at. */
      readonly kInterval: { readonly low: number; readonly high: number | null };
      /** Cost a problem of drawing k attempts always. */
      readonly cost: number;
      /** Expected attempts a problem, and their cost, when a verifier stops at the first success. */
      readonly attemptsWithStopping: number;
      readonly costWithStopping: number;
      /** True when k lies beyond the largest n of the log. */
      readonly extrapolated: boolean;
    }
  | UnreachedTarget;

export type UnreachedTarget = {
  readonly coverage: number;
  readonly reachable: false;
  /** The assumption-free band reaches the target at some k looked at: it is the family that says no, not the data. */
  readonly bandReaches: boolean;
} & (
  | { readonly why: 'notIdentified' }
  | {
      /** `aboveCeiling`: above the whole interval of the predicted ceiling. `beyondHorizon`: not at any k looked at, by the mean of the prediction. */
      readonly why: 'aboveCeiling' | 'beyondHorizon';
      /** The largest k looked at. */
      readonly lookedUpTo: number;
      /** `low: null` where the upper end of the interval does not reach the target at any k looked at, either. */
      readonly kInterval: { readonly low: number | null; readonly high: null };
      /** The share of the problems that can be solved at all. */
      readonly ceiling: Estimate;
    }
);

/** How many attempts, what they cost a problem, and the coverage that they reach. */
export interface CostedChoice {
  readonly k: number;
  /** `high: null` where the data do not bound it. Where k follows from the prices alone, its ends are k. */
  readonly kInterval: OpenInterval;
  /** Expected cost a problem. */
  readonly cost: number;
  readonly coverage: Estimate;
  readonly extrapolated: boolean;
}

/** The two ways of spending: draw k attempts always; or verify, and stop at the first success, after k attempts at the latest. */
export type SpendingWay = 'always' | 'stopping';

/** Best coverage for a budget. */
export interface BudgetAnswer {
  /** What may be spent on a problem. */
  readonly budget: number;
  /** Each way; absent where the budget does not buy one attempt, or (stopping) buys as many as anyone may want. */
  readonly always?: CostedChoice;
  readonly stopping?: CostedChoice;
  /** A verifier that stops at the first success never spends the budget, however many attempts are allowed. */
  readonly neverSpent: boolean;
}

/** The k with the best net value V·pass@k − C(k): one more attempt would cost more than it is worth. */
export interface NetValueAnswer {
  /** V, what a solved problem is worth. */
  readonly solveValue: number;
  readonly always: NetValueChoice;
  readonly stopping: NetValueChoice;
}

/** k = 0: no attempt is worth its cost. */
export interface NetValueChoice extends CostedChoice {
  /** A problem. */
  readonly netValue: Estimate;
}

/** What one more solved problem costs when going from k to k + 1 attempts. */
export interface MarginalCost {
  readonly k: number;
  /** null: nothing more is solved. */
  readonly costPerExtraSolve: number | null;
  /** `high: null` where the data allow that nothing more is solved. */
  readonly interval: OpenInterval;
}

/** The k that minimizes the average cost of a solved problem, k attempts drawn always. */
export interface PerSolveAnswer {
  readonly k: number;
  readonly kInterval: Interval;
  readonly costPerSolve: number;
  readonly costPerSolveInterval: OpenInterval;
}

/** The named answers of "which k?", each with its definition in `docs`. Across models: `cheapestModels`. */
export interface CostAnswers {
  readonly model: CostModel;
  readonly targets: readonly TargetAnswer[];
  /** Where a budget was given, and something can be predicted. */
  readonly budget?: BudgetAnswer;
  /** Where the value of a solve was given, and something can be predicted. */
  readonly netValue?: NetValueAnswer;
  /** Absent where nothing was solved. */
  readonly cheapestPerSolve?: PerSolveAnswer;
  /** At 1, 2, 5, 10, 20, … attempts. */
  readonly marginal: readonly MarginalCost[];
  /** The marginal cost at the largest n of the log: whether to go on. */
  readonly nextSolve?: MarginalCost;
  /** Coverage against cost a problem, for the chart. */
  readonly curve: readonly {
    readonly k: number;
    readonly cost: number;
    readonly coverage: number;
    readonly low: number;
    readonly high: number;
  }[];
}
