import { betaBinomialLikelihood } from './betaBinomialLikelihood.ts';
import {
  allOrNothing,
  betaBinomialMaximum,
  equallyHard,
  isAllOrNothing,
  LIKELIHOOD_TOLERANCE,
  LOG_LARGEST,
  LOG_SMALLEST,
} from './betaBinomialLimits.ts';
import type { CountCells } from './counts.ts';
import type { Objective } from './maximize.ts';
import { notIdentified } from './notIdentified.ts';
import type { BetaBinomialFit } from './outcomes.ts';
import { type Peak, profileEnd } from './profileEnd.ts';
import { chiSquare1Quantile } from './quantiles.ts';

/**
 * Maximum-likelihood fit of the Beta-binomial (Eq. 5, and 6 with 𝒜 = 1), with profile-likelihood intervals at `level`. Right for unequal n,
 * and unchanged by a rule that stops sampling a problem on its outcomes.
 */
export function fitBetaBinomial(cells: CountCells, { level }: { readonly level: number }): BetaBinomialFit {
  const unidentified = notIdentified(cells, level);
  if (unidentified !== undefined) return unidentified;
  const objective = betaBinomialLikelihood(cells);
  const drop = chiSquare1Quantile(level) / 2;
  const end = (peak: Peak, coordinate: 0 | 1, limit: number): number | null =>
    shapeEnd({ objective, peak, coordinate, drop, limit });

  if (isAllOrNothing(cells)) {
    const { meanFailureProbability, peak } = allOrNothing(cells);
    const betaInterval = { low: null, high: end(peak, 1, LOG_LARGEST) };
    return { kind: 'boundary', limit: 'allOrNothing', meanFailureProbability, logLikelihood: peak.value, betaInterval };
  }
  const equal = equallyHard(cells, objective);
  const peak = betaBinomialMaximum(cells, objective);
  if (peak.value <= equal.peak.value + LIKELIHOOD_TOLERANCE) {
    const betaInterval = { low: end(equal.peak, 1, LOG_SMALLEST), high: null };
    const { meanFailureProbability } = equal;
    return {
      kind: 'boundary',
      limit: 'noOverdispersion',
      meanFailureProbability,
      logLikelihood: equal.peak.value,
      betaInterval,
    };
  }
  if (!peak.converged) return { kind: 'notConverged', iterations: peak.iterations };
  // Both profiles end at the limit of equally hard problems, which leaves their upper ends open or closes them.
  const isOpen = equal.peak.value >= peak.value - drop;
  const [alphaInterval, betaInterval] = ([0, 1] as const).map((coordinate) => ({
    low: end(peak, coordinate, LOG_SMALLEST),
    high: isOpen ? null : end(peak, coordinate, LOG_LARGEST),
  }));
  const [alpha, beta] = peak.point.map(Math.exp);
  return {
    kind: 'interior',
    alpha: alpha!,
    beta: beta!,
    alphaInterval: alphaInterval!,
    betaInterval: betaInterval!,
    logLikelihood: peak.value,
  };
}

/** An end of the profile interval of α (coordinate 0) or β (1), with 𝒜 = 1. */
function shapeEnd(question: {
  objective: Objective;
  peak: Peak;
  coordinate: 0 | 1;
  drop: number;
  limit: number;
}): number | null {
  const end = profileEnd({
    ...question,
    nuisance: [1 - question.coordinate],
    starts: [question.peak.point],
    along: [1, 1, 0],
  });
  return end === null ? null : Math.exp(end);
}
