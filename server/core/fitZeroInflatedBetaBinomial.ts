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
import { maximize, maximizeFrom, type Maximum, type Objective } from './maximize.ts';
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
  const profile = { objective, atOne, equalBelowOne, drop };

  if (peak.value > Math.max(atOne.value, equalBelowOne.value) + LIKELIHOOD_TOLERANCE) {
    return peak.converged ? interiorFit(profile, peak) : { kind: 'notConverged', iterations: peak.iterations };
  }
  if (equalBelowOne.value > atOne.value + LIKELIHOOD_TOLERANCE) {
    const [logAlpha, logBeta, logitCeiling] = equalBelowOne.point;
    return {
      kind: 'boundary',
      limit: 'noOverdispersion',
      meanFailureProbability: logistic(logAlpha! - logBeta!),
      ceiling: logistic(logitCeiling!),
      ceilingInterval: ceilingInterval(profile, equalBelowOne),
      logLikelihood: equalBelowOne.value,
    };
  }
  if (isDispersed && !dispersed.converged) return { kind: 'notConverged', iterations: dispersed.iterations };
  const shapes = isDispersed
    ? ({ limit: 'ceilingIsOne', alpha: Math.exp(atOne.point[0]!), beta: Math.exp(atOne.point[1]!) } as const)
    : ({ limit: 'noOverdispersion', meanFailureProbability: equal.meanFailureProbability } as const);
  return {
    kind: 'boundary',
    ...shapes,
    ceiling: 1,
    ceilingInterval: ceilingInterval(profile, atOne),
    logLikelihood: atOne.value,
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
  return maximizeFrom(objective, [fromSolved, fromOne], [0, 1, 2]);
}

/** The limit α, β → ∞ with A free: a zero-inflated binomial. */
function equallyHardBelowOne(cells: CountCells, objective: Objective): Maximum {
  const { point } = equallyHard(solvedCells(cells), objective).peak;
  return maximize(objective, [point[0]!, point[1]!, logit(solvedShare(cells))], [1, 2]);
}

/** What the profiles run between: the best fits with A = 1 and with α, β → ∞. */
interface Profile {
  readonly objective: Objective;
  readonly atOne: Peak;
  readonly equalBelowOne: Peak;
  readonly drop: number;
}

function interiorFit(profile: Profile, peak: Peak): ZeroInflatedBetaBinomialFit {
  const isOpen = profile.equalBelowOne.value >= peak.value - profile.drop;
  const shapeInterval = (coordinate: 0 | 1): OpenInterval => {
    const { objective, drop } = profile;
    const starts = [peak.point];
    const question = { objective, peak, coordinate, nuisance: [1 - coordinate, 2], starts, along: [1, 1, 0], drop };
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
    ceilingInterval: ceilingInterval(profile, peak),
    logLikelihood: peak.value,
  };
}

function ceilingInterval({ objective, atOne, drop }: Profile, peak: Peak): Interval {
  const finite = ({ point }: Peak): number[] => [point[0]!, point[1]!, Math.min(point[2]!, LOGIT_LARGEST)];
  const end = (limit: number): number | null =>
    profileEnd({
      objective,
      peak: { point: finite(peak), value: peak.value },
      coordinate: 2,
      nuisance: [0, 1],
      starts: [finite(peak), finite(atOne)],
      along: [0, 0, 1],
      drop,
      limit,
    });
  const low = end(-LOGIT_LARGEST);
  const high = atOne.value >= peak.value - drop ? null : end(LOGIT_LARGEST);
  return { low: low === null ? 0 : logistic(low), high: high === null ? 1 : logistic(high) };
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
    starts: [[logit(share)]],
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
  const ofSolved = (values: Float64Array): Float64Array => values.filter((_, i) => cells.numCorrect[i]! > 0);
  const weight = ofSolved(cells.weight);
  const numProblems = weight.reduce((sum, problems) => sum + problems, 0);
  return { numSamples: ofSolved(cells.numSamples), numCorrect: ofSolved(cells.numCorrect), weight, numProblems };
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
