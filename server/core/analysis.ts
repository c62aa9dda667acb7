import type { CostAnswers, CostModel } from './cost.ts';
import type { EvalCounts } from './counts.ts';
import type { Independence } from './independence.ts';
import type {
  BetaBinomialFit,
  EffectiveKFit,
  Estimate,
  LeastSquaresFit,
  ObservedPoint,
  PowerLawFit,
  Prediction,
  ZeroInflatedBetaBinomialFit,
} from './outcomes.ts';

export interface AnalysisOptions {
  /** The k at which coverage is predicted, beside the k ladder of the curves. Natural numbers, any order. */
  readonly at: readonly number[];
  /** Level of all intervals, in (0, 1). */
  readonly level: number;
  /** Target coverages, each in (0, 1). */
  readonly targets: readonly number[];
  /** What an attempt costs; absent: one attempt costs one attempt. */
  readonly cost?: CostModel;
  /** What may be spent on a problem, in the unit of the costs; absent: nothing is asked of it. */
  readonly budget?: number;
  /** What a solved problem is worth, in the unit of the costs; absent: likewise. */
  readonly solveValue?: number;
}

/** Posterior of a problem given its counts (n, c) and the data of all problems. The same for equal (n, c). */
export interface CellPosterior {
  readonly numSamples: number;
  readonly numCorrect: number;
  /** Problems with these counts. */
  readonly numProblems: number;
  /** Posterior solve rate of one attempt. */
  readonly solveRate: Estimate;
  /** P(the problem can be solved at all | its counts); 1 once it has been solved. */
  readonly solvable: number;
  /** Attempts until the first success that half, and that 90 %, of such problems need; null: not within the horizon. */
  readonly attemptsForHalf: number | null;
  readonly attemptsForNineTenths: number | null;
}

/** Distribution of log10 of the solve rate over problems: cell edges (ascending, cells + 1) and probability mass (sums to 1 with `never`). */
export interface DifficultyDensity {
  readonly edges: readonly number[];
  readonly mass: readonly number[];
  /** Mass of problems that cannot be solved (1 − 𝒜 a posteriori); from a curve alone also of those too seldom for it. */
  readonly never: number;
}

export interface CountSummary {
  readonly numProblems: number;
  readonly numAttempts: number;
  readonly numCorrect: number;
  readonly minSamples: number;
  readonly maxSamples: number;
  /** Problems with c = 0, and with c = n. */
  readonly numNeverSolved: number;
  readonly numAlwaysSolved: number;
}

/** What in the log misleads, found in the counts (a reader reports what it finds in the bytes). */
export type CountWarning =
  | { readonly code: 'singleAttempt' }
  | { readonly code: 'unequalSamples'; readonly min: number; readonly max: number; readonly numBelowMax: number }
  /** Attempts stop at the first success; pass@1 as the mean of c/n, and as predicted from the likelihood, which does not mind. */
  | { readonly code: 'stoppedAtSuccess'; readonly observed: number; readonly predicted: number }
  | { readonly code: 'noneSolved'; readonly upperBound: number }
  | { readonly code: 'allSolved'; readonly lowerBound: number }
  | { readonly code: 'fewProblems'; readonly numProblems: number }
  | {
      readonly code: 'recordedDisagrees';
      readonly metricIndex: number;
      readonly name: string;
      readonly k: number;
      readonly recorded: number;
      readonly estimated: number;
    }
  | {
      readonly code: 'attemptsDepend';
      /** The signs that are certain and matter: χ²/df over blocks, and the factor on the odds from first to last. */
      readonly blocks?: number;
      readonly drift?: number;
    }
  | { readonly code: 'lawsDisagree'; readonly k: number; readonly predicted: number; readonly powerLaw: number };

export interface EvalAnalysis {
  readonly counts: EvalCounts;
  readonly options: AnalysisOptions;
  readonly summary: CountSummary;
  readonly passAtK: readonly ObservedPoint[];
  /** pass^k: all of k attempts pass. */
  readonly passHatK: readonly ObservedPoint[];
  readonly fits: {
    readonly betaBinomial: BetaBinomialFit;
    readonly zeroInflatedBetaBinomial: ZeroInflatedBetaBinomialFit;
    /** In linear space, and in log-loss space. */
    readonly leastSquares: LeastSquaresFit;
    readonly leastSquaresLogLoss: LeastSquaresFit;
    readonly powerLaw: PowerLawFit;
    readonly effectiveK: EffectiveKFit;
  };
  /** Mean solve rate of one attempt, with its interval: always to be had when there is a problem. Predicted where attempts stop at the first success, else observed. */
  readonly meanSolveRate: Estimate;
  readonly prediction: Prediction;
  /** Whether attempts are independent given the problem, as the fits take them to be. */
  readonly independence: Independence;
  /** Likelihood-ratio test of A = 1 against A < 1 (half χ²₁ mixture). */
  readonly ceilingEvidence: { readonly statistic: number; readonly rejectsOne: boolean };
  readonly cost: CostAnswers;
  /** The average of the problems' posteriors; of a log that holds only a curve, what meets the curve (Eq. 8). */
  readonly density: DifficultyDensity | undefined;
  /** Sorted by n, then c; empty where nothing can be said. See `posteriorOf`. Plain data, so that an analysis crosses a thread boundary. */
  readonly posteriors: readonly CellPosterior[];
  readonly warnings: readonly CountWarning[];
}
