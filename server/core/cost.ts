import type { Interval } from './outcomes.ts';

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
      /** Expected cost a problem when a verifier stops at the first success. */
      readonly costWithStopping: number;
      /** True when k lies beyond the largest n of the log. */
      readonly extrapolated: boolean;
    }
  | {
      readonly coverage: number;
      readonly reachable: false;
      /** `aboveCeiling`: above the whole interval of the predicted ceiling. `beyondHorizon`: not at any k looked at. */
      readonly why: 'aboveCeiling' | 'beyondHorizon' | 'notIdentified';
      /** The assumption-free band reaches the target at some k looked at: it is the family that says no, not the data. */
      readonly bandReaches: boolean;
    };

/** The named answers of "which k?", each with its definition in `docs`. */
export interface CostAnswers {
  readonly model: CostModel;
  readonly targets: readonly TargetAnswer[];
  /** k that minimises the average cost of a solved problem, with that cost. Absent where nothing was solved. */
  readonly cheapestPerSolve?: { readonly k: number; readonly kInterval: Interval; readonly costPerSolve: number };
  /** Marginal cost of one more solved problem when going from k to k + 1, at each k of the ladder. */
  readonly marginal: readonly { readonly k: number; readonly costPerExtraSolve: number | null }[];
  /** Coverage against cost a problem, for the chart. */
  readonly curve: readonly {
    readonly k: number;
    readonly cost: number;
    readonly coverage: number;
    readonly low: number;
    readonly high: number;
  }[];
}
