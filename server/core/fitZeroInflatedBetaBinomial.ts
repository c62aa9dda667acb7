import { betaBinomialLikelihood } from './betaBinomialLikelihood.ts';
import {
  allOrNothing,
  betaBinomialMaximum,
  equallyHard,
  isAllOrNothing,
  LIKELIHOOD_TOLERANCE,
  LOG_LARGEST,
  LOG_SMALLEST,
  momentStart,
} from './betaBinomialLimits.ts';
import type { CountCells } from './counts.ts';
import { maximize, type Maximum, type Objective } from './maximize.ts';
import { notIdentified } from './notIdentified.ts';
import type { BetaBinomialFit, Interval, OpenInterval, ZeroInflatedBetaBinomialFit } from './outcomes.ts';
import { type Peak, profileEnd } from './profileEnd.ts';
import { chiSquare1Quantile } from './quantiles.ts';

/**
 * Maximum-likelihood fit of (1 − A)·1[c = 0] + A·BetaBinomial, which is Eq. 6 with its ceiling, with profile-likelihood intervals at `level`.
 * In most logs A is at its boundary 1: then that is the outcome, with the lower end that the data give it.
 */
export function fitZeroInflatedBetaBinomial(
  cells: CountCells,
  { level }: { readonly level: number },
): ZeroInflatedBetaBinomialFit {
  const unidentified = notIdentified(cells, level);
  if (unidentified !== undefined) return unidentified;
  const drop = chiSquare1Quantile(level) / 2;
  if (isAllOrNothing(cells)) return allOrNothingFit(cells, drop);

  const objective = betaBinomialLikelihood(cells);
  const equal = equallyHard(cells, objective);
  const dispersed = betaBinomialMaximum(cells, objective);
  const isDispersed = dispersed.value > equal.peak.value + LIKELIHOOD_TOLERANCE;
  const atOne: Peak = isDispersed ? dispersed : equal.peak;
  const equalBelowOne = equallyHardBelowOne(cells, objective);
  const peak = freeMaximum(cells, objective, atOne);

  if (peak.value <= Math.max(atOne.value, equalBelowOne.value) + LIKELIHOOD_TOLERANCE) {
    if (atOne.value >= equalBelowOne.value - LIKELIHOOD_TOLERANCE) {
      const ceilingInterval = {
        low: ceilingEnd({ objective, peak: atOne, drop, limit: -LOGIT_LARGEST }) ?? 0,
        high: 1,
      };
      const shared = { kind: 'boundary', ceiling: 1, ceilingInterval, logLikelihood: atOne.value } as const;
      if (!isDispersed)
        return { ...shared, limit: 'noOverdispersion', meanFailureProbability: equal.meanFailureProbability };
      if (!dispersed.converged) return { kind: 'notConverged', iterations: dispersed.iterations };
      return { ...shared, limit: 'ceilingIsOne', alpha: Math.exp(atOne.point[0]!), beta: Math.exp(atOne.point[1]!) };
    }
    const [logAlpha, logBeta, logitCeiling] = equalBelowOne.point;
    // As A rises above its estimate, dispersion has to explain the unsolved problems: the profile starts from the dispersed fit.
    const start = [atOne.point[0]!, atOne.point[1]!, logitCeiling!];
    return {
      kind: 'boundary',
      limit: 'noOverdispersion',
      meanFailureProbability: logistic(logAlpha! - logBeta!),
      ceiling: logistic(logitCeiling!),
      ceilingInterval: ceilingInterval({ objective, peak: { value: equalBelowOne.value, point: start }, drop, atOne }),
      logLikelihood: equalBelowOne.value,
    };
  }
  if (!peak.converged) return { kind: 'notConverged', iterations: peak.iterations };
  const isOpen = equalBelowOne.value >= peak.value - drop;
  const shapeInterval = (coordinate: 0 | 1): OpenInterval => {
    const question = { objective, peak, coordinate, nuisance: [1 - coordinate, 2], along: [1, 1, 0], drop };
    const low = profileEnd({ ...question, limit: LOG_SMALLEST });
    const high = isOpen ? null : profileEnd({ ...question, limit: LOG_LARGEST });
    return { low: low === null ? null : Math.exp(low), high: high === null ? null : Math.exp(high) };
  };
  return {
    kind: 'interior',
    alpha: Math.exp(peak.point[0]!),
    beta: Math.exp(peak.point[1]!),
    ceiling: logistic(peak.point[2]!),
    alphaInterval: shapeInterval(0),
    betaInterval: shapeInterval(1),
    ceilingInterval: ceilingInterval({ objective, peak, drop, atOne }),
    logLikelihood: peak.value,
  };
}

/** Twice the gain in log-likelihood from A < 1, and whether it rejects A = 1 at 5 %: half a χ²₁, since A is on its boundary (Self & Liang 1987). */
export function ceilingEvidence(
  betaBinomial: BetaBinomialFit,
  zeroInflated: ZeroInflatedBetaBinomialFit,
): { statistic: number; rejectsOne: boolean } {
  if (!('logLikelihood' in betaBinomial && 'logLikelihood' in zeroInflated)) return { statistic: 0, rejectsOne: false };
  const statistic = Math.max(0, 2 * (zeroInflated.logLikelihood - betaBinomial.logLikelihood));
  return { statistic, rejectsOne: statistic > chiSquare1Quantile(0.9) };
}

/** |logit A| at which A is 0 or 1 to double precision. */
const LOGIT_LARGEST = 40;

/** The best of the maxima reached from the fit with A = 1, and from the problems that were solved taken by themselves. */
function freeMaximum(cells: CountCells, objective: Objective, atOne: Peak): Maximum {
  const solved = solvedCells(cells);
  const fromSolved = [...momentStart(solved), logit(solvedShare(cells))];
  const fromOne = [...atOne.point.slice(0, 2), 2];
  const maxima = [fromSolved, fromOne].map((start) => maximize(objective, start, [0, 1, 2]));
  return maxima.reduce((best, other) => (other.value > best.value ? other : best));
}

/** The limit α, β → ∞ with A free: a zero-inflated binomial. */
function equallyHardBelowOne(cells: CountCells, objective: Objective): Maximum {
  const { point } = equallyHard(solvedCells(cells), objective).peak;
  return maximize(objective, [point[0]!, point[1]!, logit(solvedShare(cells))], [1, 2]);
}

function ceilingInterval({
  atOne,
  ...question
}: {
  objective: Objective;
  peak: Peak;
  drop: number;
  atOne: Peak;
}): Interval {
  const isOneInside = atOne.value >= question.peak.value - question.drop;
  return {
    low: ceilingEnd({ ...question, limit: -LOGIT_LARGEST }) ?? 0,
    high: isOneInside ? 1 : (ceilingEnd({ ...question, limit: LOGIT_LARGEST }) ?? 1),
  };
}

function ceilingEnd({
  peak,
  ...question
}: {
  objective: Objective;
  peak: Peak;
  drop: number;
  limit: number;
}): number | null {
  const [logAlpha, logBeta, logitCeiling] = peak.point;
  const point = [logAlpha!, logBeta!, Math.min(logitCeiling!, LOGIT_LARGEST)];
  const end = profileEnd({
    ...question,
    peak: { point, value: peak.value },
    coordinate: 2,
    nuisance: [0, 1],
    along: [0, 0, 1],
  });
  return end === null ? null : logistic(end);
}

/** Each problem solved always or never: A and α/(α + β) trade against each other, and only A ≥ the share of solved problems is known. */
function allOrNothingFit(cells: CountCells, drop: number): ZeroInflatedBetaBinomialFit {
  const { meanFailureProbability, peak } = allOrNothing(cells);
  const share = 1 - meanFailureProbability;
  const { numProblems } = cells;
  const objective: Objective = ([logitCeiling = 0]) => {
    const ceiling = logistic(logitCeiling);
    return {
      value: numProblems * (share * Math.log(ceiling) + (1 - share) * Math.log(1 - ceiling)),
      gradient: [numProblems * (share - ceiling)],
      hessian: [[-numProblems * ceiling * (1 - ceiling)]],
    };
  };
  const low = profileEnd({
    objective,
    peak: { point: [logit(share)], value: peak.value },
    coordinate: 0,
    nuisance: [],
    along: [1],
    drop,
    limit: -LOGIT_LARGEST,
  });
  return {
    kind: 'boundary',
    limit: 'allOrNothing',
    meanFailureProbability,
    ceiling: 1,
    ceilingInterval: { low: low === null ? 0 : logistic(low), high: 1 },
    logLikelihood: peak.value,
  };
}

function solvedCells(cells: CountCells): CountCells {
  const start = (values: Float64Array): Float64Array => values.filter((_, i) => cells.numCorrect[i]! > 0);
  const weight = start(cells.weight);
  const numProblems = weight.reduce((sum, problems) => sum + problems, 0);
  return { numSamples: start(cells.numSamples), numCorrect: start(cells.numCorrect), weight, numProblems };
}

/** Share of problems solved at least once, kept off the ends. */
function solvedShare(cells: CountCells): number {
  return Math.min(0.95, Math.max(0.02, solvedCells(cells).numProblems / cells.numProblems));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
