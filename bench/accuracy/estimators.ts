import { compressCounts } from '../../server/core/compressCounts.ts';
import type { CountCells } from '../../server/core/counts.ts';
import { fitBetaBinomial } from '../../server/core/fitBetaBinomial.ts';
import { fitLeastSquares } from '../../server/core/fitLeastSquares.ts';
import { fitNonparametric, nonparametricPassAtK } from '../../server/core/fitNonparametric.ts';
import { fitPowerLaw } from '../../server/core/fitPowerLaw.ts';
import { fitScaledBeta, scaledBetaPassAtK } from '../../server/core/fitScaledBeta.ts';
import type { LearnedPriors } from '../../server/core/learnedPriors.ts';
import { betaLawPassAtK, powerLawPassAtK } from '../../server/core/lawPassAtK.ts';
import { observedCurve } from '../../server/core/observedPassAtK.ts';
import type { Interval, PredictedPoint } from '../../server/core/outcomes.ts';
import { predictPoints } from '../../server/core/predictPoints.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { seedOf, type Trial } from './groups.ts';

export const LEVEL = 0.9;

/** Ours first, then what the literature has. */
export const ESTIMATORS = [
  'ours',
  'Beta-binomial', // maximum likelihood, Kazdan et al. 2025
  'scaled Beta', // Schaeffer et al. 2025
  'power law', // exponentiated, Brown et al. 2024
  'least squares', // of Eq. 6 with its ceiling: the paper
  'NPMLE', // Kiefer & Wolfowitz 1956
] as const;

export type Estimator = (typeof ESTIMATORS)[number];

/** What is said of pass@k at one k, and what came out. */
export interface Forecast {
  readonly run: string;
  readonly k: number;
  readonly truth: number;
  readonly values: Readonly<Record<Estimator, number>>;
  /** Ours, with its interval and its band. */
  readonly point: PredictedPoint;
  /** Of the others, by a bootstrap over the problems; where it was asked for. */
  readonly bootstrapped?: Readonly<Record<Other, Interval>>;
}

export type Other = Exclude<Estimator, 'ours'>;
export const OTHERS = ESTIMATORS.filter((name) => name !== 'ours');

/** Nothing is predicted where no attempt passed, or all did. */
export function forecasts(
  trial: Trial,
  ks: readonly number[],
  { priors, numResamples }: { readonly priors: LearnedPriors; readonly numResamples: number },
): Forecast[] {
  const { counts, name: run, truth } = trial;
  if (counts.every(({ numCorrect }) => numCorrect === 0)) return [];
  if (counts.every(({ numCorrect, numSamples }) => numCorrect === numSamples)) return [];
  const cells = compressCounts(counts);
  const laws = comparisonLaws(cells);
  const intervals = numResamples > 0 ? bootstrap(trial, ks, numResamples) : undefined;
  return predictPoints(createPredictor(cells, LEVEL, priors), ks).map((point, i) => {
    const { k, value } = point;
    const bootstrapped = intervals && { bootstrapped: intervals[i]! };
    return { run, k, truth: truth(k), point, values: { ours: value, ...laws(k) }, ...bootstrapped };
  });
}

/** The usual interval of a point estimate: its quantiles over sets of as many problems, drawn from these with replacement. One for each k. */
function bootstrap(
  { name, counts }: Trial,
  ks: readonly number[],
  numResamples: number,
): readonly Readonly<Record<Other, Interval>>[] {
  const random = seededRandom(seedOf(name, counts.length, numResamples));
  const drawn = Array.from({ length: numResamples }, () => {
    const resample = counts.map(() => counts[Math.floor(random() * counts.length)]!);
    const laws = comparisonLaws(compressCounts(resample));
    return ks.map((k) => laws(k));
  });
  return ks.map((_, i) => {
    const entries = OTHERS.map((name) => [name, middleOf(drawn.map((values) => values[i]![name]))] as const);
    return Object.fromEntries(entries) as Record<Other, Interval>;
  });
}

/** Between the quantiles that leave (1 − level)/2 out at either end, interpolated between order statistics. */
function middleOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (p: number): number => {
    const at = p * (sorted.length - 1);
    const below = sorted[Math.floor(at)]!;
    return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below);
  };
  return { low: quantile((1 - LEVEL) / 2), high: quantile((1 + LEVEL) / 2) };
}

/** A law that cannot be fitted says what was seen: the share of problems that were solved. */
function comparisonLaws(cells: CountCells): (k: number) => Record<Other, number> {
  const seen =
    cells.weight.reduce((sum, weight, i) => sum + (cells.numCorrect[i] === 0 ? 0 : weight), 0) / cells.numProblems;
  const curve = observedCurve(cells);
  const beta = fitBetaBinomial(cells, { level: LEVEL });
  const scaled = fitScaledBeta(cells, { level: LEVEL });
  const powerLaw = fitPowerLaw(curve);
  const leastSquares = fitLeastSquares(curve);
  const nonparametric = fitNonparametric(cells, { level: LEVEL });
  return (k) => ({
    'Beta-binomial': betaLawPassAtK(beta, k) ?? seen,
    'scaled Beta': scaled.kind === 'interior' ? scaledBetaPassAtK(scaled, k) : seen,
    'power law': powerLawPassAtK(powerLaw, k) ?? seen,
    'least squares': betaLawPassAtK(leastSquares, k) ?? seen,
    NPMLE: nonparametric.kind === 'interior' ? nonparametricPassAtK(nonparametric.mass, k) : seen,
  });
}
