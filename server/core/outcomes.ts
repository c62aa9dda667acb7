/** An interval whose ends are finite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An interval of which an end may be open: `null` means that the data do not bound it on that side. */
export interface OpenInterval {
  readonly low: number | null;
  readonly high: number | null;
}

export interface Estimate extends Interval {
  readonly value: number;
}

/** Why a quantity cannot be had from these counts, whatever the method. */
export type NotIdentifiedReason =
  | 'noProblems'
  | 'curveOnly' // pass@k is recorded, attempts are not: curves can be fitted, but there is no likelihood
  | 'noneSolved' // every c = 0
  | 'allSolved' // every c = n
  | 'singleAttempt' // every n = 1: only α/(α+β) is identified
  | 'stoppedAtSuccess' // of a curve: attempts stop at the first success, so that observed pass@k is none
  | 'tooFewPoints'; // a curve fit with fewer points than parameters

export interface NotIdentified {
  readonly kind: 'notIdentified';
  readonly reason: NotIdentifiedReason;
  /** What can still be said: a one-sided bound on the mean solve rate (rule of three and its like), when there is one. */
  readonly meanSolveRate?: Interval;
}

export interface NotConverged {
  readonly kind: 'notConverged';
  readonly iterations: number;
}

/** Beta-binomial: p ~ Beta(alpha, beta) is the failure probability of one attempt (Eq. 5), c ~ Binomial(n, 1 − p). */
export type BetaBinomialFit =
  | {
      readonly kind: 'interior';
      readonly alpha: number;
      readonly beta: number;
      readonly alphaInterval: OpenInterval;
      readonly betaInterval: OpenInterval;
      readonly logLikelihood: number;
    }
  | {
      /** The likelihood rises towards an edge of the parameter space; the limiting law is named. */
      readonly kind: 'boundary';
      /** `noOverdispersion`: α, β → ∞, all problems equally hard. `allOrNothing`: α, β → 0, each problem always or never solved. */
      readonly limit: 'noOverdispersion' | 'allOrNothing';
      /** α/(α+β), which stays finite. */
      readonly meanFailureProbability: number;
      readonly logLikelihood: number;
      readonly betaInterval: OpenInterval;
    }
  | NotIdentified
  | NotConverged;

/** Zero-inflated Beta-binomial: (1 − A)·1[c = 0] + A·BetaBinomial; A is the ceiling 𝒜 of Eq. 6. */
export type ZeroInflatedBetaBinomialFit =
  | {
      readonly kind: 'interior';
      readonly alpha: number;
      readonly beta: number;
      readonly ceiling: number;
      readonly alphaInterval: OpenInterval;
      readonly betaInterval: OpenInterval;
      readonly ceilingInterval: Interval;
      readonly logLikelihood: number;
    }
  | {
      readonly kind: 'boundary';
      readonly limit: 'ceilingIsOne' | 'noOverdispersion' | 'allOrNothing';
      /** Absent where α and β have no finite limit. */
      readonly alpha?: number;
      readonly beta?: number;
      /** α/(α+β) of the problems that can be solved, where α and β have no finite limit. */
      readonly meanFailureProbability?: number;
      readonly ceiling: number;
      readonly ceilingInterval: Interval;
      readonly logLikelihood: number;
    }
  | NotIdentified
  | NotConverged;

/** Least squares of Eq. 6 on the pass@k curve, ceiling free in (0, 1]: the paper's own procedure. */
export type LeastSquaresFit =
  | {
      readonly kind: 'interior';
      readonly alpha: number;
      readonly beta: number;
      readonly ceiling: number;
      readonly rmse: number;
    }
  | {
      readonly kind: 'boundary';
      readonly limit: 'ceilingIsOne' | 'noOverdispersion' | 'allOrNothing';
      /** Absent where α and β have no finite limit. */
      readonly alpha?: number;
      readonly beta?: number;
      /** α/(α+β) of the problems that can be solved, where α and β have no finite limit. */
      readonly meanFailureProbability?: number;
      readonly ceiling: number;
      readonly rmse: number;
    }
  | NotIdentified
  | NotConverged;

/** pass@k = exp(−a·k^(−b)) (Brown et al. 2024). */
export type PowerLawFit =
  | { readonly kind: 'interior'; readonly a: number; readonly b: number; readonly rmse: number }
  | NotIdentified
  | NotConverged;

/** The scaled Beta of Schaeffer et al. 2025: s = limit·y, y ~ Beta(beta, alpha). */
export type ScaledBetaFit =
  | {
      readonly kind: 'interior';
      readonly alpha: number;
      readonly beta: number;
      /** The largest solve rate. */
      readonly limit: number;
      readonly logLikelihood: number;
    }
  | NotIdentified
  | NotConverged;

/** The distribution of the solve rate, of any shape, that makes the counts likeliest: mass of each cell of the solve-rate grid. */
export type NonparametricFit = { readonly kind: 'interior'; readonly mass: Float64Array } | NotIdentified;

/** pass@k = A·(1 − p^{H_k(κ)}) (Eq. 9 and 10), A free. */
export type EffectiveKFit =
  | {
      readonly kind: 'interior';
      readonly p: number;
      readonly kappa: number;
      readonly ceiling: number;
      readonly rmse: number;
    }
  | {
      readonly kind: 'boundary';
      readonly limit: 'ceilingIsOne' | 'independentAttempts';
      readonly p: number;
      readonly kappa: number;
      readonly ceiling: number;
      readonly rmse: number;
    }
  | NotIdentified
  | NotConverged;

/** Observed pass@k of one k (Chen et al. 2021), problems taken as a sample of their kind. */
export interface ObservedPoint extends Estimate {
  readonly k: number;
  /** Problems with n ≥ k: the ones that the mean is over. */
  readonly numProblems: number;
}

export interface PredictedPoint extends Estimate {
  readonly k: number;
  /** Assumption-free band: every mixing distribution that the data do not reject. */
  readonly bandLow: number;
  readonly bandHigh: number;
  /** k / (largest n of the log): above 1 the point is an extrapolation. */
  readonly reach: number;
  /** `data`: k ≤ n; `extrapolation`: the data still narrow it; `family`: the assumed family, not the data, supplies the answer. */
  readonly basis: 'data' | 'extrapolation' | 'family';
}

/** Predicted pass@k for this same finite set of problems. */
export type Prediction =
  | {
      readonly kind: 'predicted';
      /** One word for the JSON, e.g. `bma5`. */
      readonly method: string;
      /** Level of the intervals, e.g. 0.9. */
      readonly level: number;
      /** Posterior mean and interval of 𝒜. */
      readonly ceiling: Estimate;
      readonly points: readonly PredictedPoint[];
    }
  | NotIdentified;
