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
import type { PredictedPoint } from '../../server/core/outcomes.ts';
import { predictPoints } from '../../server/core/predictPoints.ts';
import { createPredictor } from '../../server/core/predictor.ts';
import type { Trial } from './groups.ts';

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
}

/** Nothing is predicted where no attempt passed, or all did. */
export function forecasts(trial: Trial, ks: readonly number[], priors: LearnedPriors): Forecast[] {
  const { counts, name: run, truth } = trial;
  if (counts.every(({ numCorrect }) => numCorrect === 0)) return [];
  if (counts.every(({ numCorrect, numSamples }) => numCorrect === numSamples)) return [];
  const cells = compressCounts(counts);
  const laws = comparisonLaws(cells);
  return predictPoints(createPredictor(cells, LEVEL, priors), ks).map((point) => {
    const { k, value } = point;
    return { run, k, truth: truth(k), point, values: { ours: value, ...laws(k) } };
  });
}

/** A law that cannot be fitted says what was seen: the share of problems that were solved. */
function comparisonLaws(cells: CountCells): (k: number) => Omit<Record<Estimator, number>, 'ours'> {
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
