/** Prior of a family, learned on published runs. */
export interface FamilyPrior {
  /** Location and scale of the width, Student's t with 4 degrees of freedom. */
  readonly mean: number;
  readonly sd: number;
  /** Prior probability that every problem is below the ceiling (𝒜 = 1). */
  readonly probCeilingOne: number;
}

export type LearnedPriors = Readonly<Record<'beta' | 'weibull' | 'logitNormal', FamilyPrior>>;

/**
 * What `bench/learnPriors.ts` prints, on 7 runs on MATH and 11 on GSM8K with at least 10,000 attempts a problem; P(𝒜 = 1) is chosen, not learned:
 * the heavier the tail of a family, the less often it needs a ceiling. The left-out ones are for judging predictions on a benchmark unseen.
 */
export const learnedPriors = {
  all: {
    beta: { mean: -1.3, sd: 0.66, probCeilingOne: 0.75 },
    weibull: { mean: -0.69, sd: 0.63, probCeilingOne: 0.5 },
    logitNormal: { mean: 0.52, sd: 0.66, probCeilingOne: 0.3 },
  },
  withoutMath: {
    beta: { mean: -1.08, sd: 0.63, probCeilingOne: 0.75 },
    weibull: { mean: -0.54, sd: 0.63, probCeilingOne: 0.5 },
    logitNormal: { mean: 0.33, sd: 0.63, probCeilingOne: 0.3 },
  },
  withoutGsm8k: {
    beta: { mean: -1.5, sd: 0.63, probCeilingOne: 0.75 },
    weibull: { mean: -0.87, sd: 0.63, probCeilingOne: 0.5 },
    logitNormal: { mean: 0.82, sd: 0.63, probCeilingOne: 0.3 },
  },
} as const satisfies Readonly<Record<string, LearnedPriors>>;
