import { meanProducts } from './meanProducts.ts';

/** What each trial at each problem got wrong: a real error (Eq. 14), or 1 for a failure and 0 for a success. */
export interface TrialErrors {
  readonly numProblems: number;
  readonly numTrials: number;
  /** Error of problem i in trial t at i·numTrials + t. */
  readonly values: Float64Array;
}

/**
 * The trial correlation matrix ε_kk' = (1/N)·Σᵢ error_ik·error_ik' (Levi, arXiv 2410.16377, Eq. 15), numTrials × numTrials, row-major.
 * It is uncentred, as in the paper: difficulty alone fills it (see `trialSpectrum`).
 */
export function trialCorrelation({ numProblems, numTrials, values }: TrialErrors): Float64Array {
  const columns = new Float64Array(values.length);
  for (let i = 0; i < numProblems; i += 1) {
    for (let t = 0; t < numTrials; t += 1) columns[t * numProblems + i] = values[i * numTrials + t]!;
  }
  return meanProducts(columns, numTrials, numProblems, numProblems);
}
