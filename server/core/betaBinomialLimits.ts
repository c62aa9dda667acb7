import type { CountCells } from './counts.ts';
import { maximizeFrom, type Maximum, type Objective } from './maximize.ts';
import type { Peak } from './profileEnd.ts';

/** The range of log α and log β; within it sums over 10¹² attempts are still far from their limits in floating point. */
export const LOG_SMALLEST = Math.log(1e-12);
export const LOG_LARGEST = Math.log(1e18);

/** Log-likelihoods that differ by less are equal: far below anything that a likelihood can tell. */
export const LIKELIHOOD_TOLERANCE = 1e-6;

/**
 * The maximum in (log α, log β) with 𝒜 = 1. It drifts towards infinity where there is no overdispersion. With a few problems of unequal n there
 * can be a hill of overdispersed laws behind a slope towards infinity: the climb starts from there, too.
 */
export function betaBinomialMaximum(cells: CountCells, objective: Objective): Maximum {
  const starts = [momentStart(cells), startAt(cells, OVERDISPERSED)];
  return maximizeFrom(
    objective,
    starts.map((start) => [...start, Infinity]),
    [0, 1],
  );
}

/** α + β of laws under which problems differ a great deal. */
const OVERDISPERSED = 2;

/** The limit α, β → ∞: a binomial. */
export function equallyHard(cells: CountCells, objective: Objective): { meanFailureProbability: number; peak: Peak } {
  const { meanFailureProbability } = moments(cells);
  const point = [LOG_LARGEST, LOG_LARGEST + Math.log((1 - meanFailureProbability) / meanFailureProbability), Infinity];
  return { meanFailureProbability, peak: { point, value: objective(point).value } };
}

/** Whether each problem was solved always or never: then the likelihood rises towards α, β → 0. */
export function isAllOrNothing({ numCorrect, numSamples }: CountCells): boolean {
  return numCorrect.every((c, i) => c === 0 || c === numSamples[i]);
}

/** That limit: one draw a problem. */
export function allOrNothing({ weight, numCorrect, numProblems }: CountCells): {
  meanFailureProbability: number;
  peak: Peak;
} {
  const numSolved = weight.reduce((sum, problems, i) => (numCorrect[i] === 0 ? sum : sum + problems), 0);
  const numUnsolved = numProblems - numSolved;
  const value = numSolved * Math.log(numSolved / numProblems) + numUnsolved * Math.log(numUnsolved / numProblems);
  const point = [LOG_SMALLEST, LOG_SMALLEST + Math.log(numSolved / numUnsolved), Infinity];
  return { meanFailureProbability: numUnsolved / numProblems, peak: { point, value } };
}

/** log α and log β with the mean failure rate and the intraclass correlation 1/(α + β + 1) of the counts. */
export function momentStart(cells: CountCells): [logAlpha: number, logBeta: number] {
  const { correlation } = moments(cells);
  return startAt(cells, 1 / Math.min(0.95, Math.max(0.001, correlation)) - 1);
}

function startAt(cells: CountCells, concentration: number): [logAlpha: number, logBeta: number] {
  const { meanFailureProbability } = moments(cells);
  return [Math.log(concentration * meanFailureProbability), Math.log(concentration * (1 - meanFailureProbability))];
}

function moments({ numSamples, numCorrect, weight, numProblems }: CountCells): {
  meanFailureProbability: number;
  correlation: number;
} {
  let attempts = 0;
  let failures = 0;
  weight.forEach((problems, i) => {
    attempts += problems * numSamples[i]!;
    failures += problems * (numSamples[i]! - numCorrect[i]!);
  });
  const mean = failures / attempts;
  let deviance = 0;
  weight.forEach((problems, i) => {
    const n = numSamples[i]!;
    deviance += problems * n * ((n - numCorrect[i]!) / n - mean) ** 2;
  });
  // Σ n(x − mean)² is expected to be mean(1 − mean)·Σ[1 + (n − 1)·correlation].
  return {
    meanFailureProbability: mean,
    correlation: (deviance / (mean * (1 - mean)) - numProblems) / (attempts - numProblems),
  };
}
