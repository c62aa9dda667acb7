import { orderedProblems, outcomeAt } from './attemptOrder.ts';
import type { EvalCounts } from './counts.ts';
import { commonTrials } from './sharedTrials.ts';
import type { TrialErrors } from './trialCorrelation.ts';
import { DEFAULT_SPECTRUM_OPTIONS, trialSpectrum, type SpectrumOptions, type TrialSpectrum } from './trialSpectrum.ts';

/** How much of a log a spectrum is computed from: its cost grows with the square of the lesser of the two, times the greater. */
export interface SpectrumSize {
  readonly mostProblems: number;
  readonly mostTrials: number;
}

/** Some seconds at most. */
export const WHOLE_SPECTRUM: SpectrumSize = { mostProblems: 400, mostTrials: 1000 };

/** The spectrum of Eq. 15 of `orderedErrors`; undefined where these are. */
export function orderSpectrum(
  counts: Pick<EvalCounts, 'problems' | 'attemptOrder'>,
  size: SpectrumSize,
  options: SpectrumOptions = DEFAULT_SPECTRUM_OPTIONS,
): TrialSpectrum | undefined {
  const errors = orderedErrors(counts, size);
  return errors && trialSpectrum(errors, options);
}

/**
 * Errors of a log's attempts in their order, 1 for a failure and 0 for a success: of the first attempts, as many as nine in ten problems have, at
 * problems spread evenly over the log. Undefined where the order is not kept, or no two problems have two attempts.
 */
export function orderedErrors(
  { problems, attemptOrder }: Pick<EvalCounts, 'problems' | 'attemptOrder'>,
  { mostProblems, mostTrials }: SpectrumSize,
): TrialErrors | undefined {
  if (attemptOrder?.kind !== 'kept') return undefined;
  const placed = orderedProblems(problems);
  const numTrials = Math.min(mostTrials, commonTrials(placed));
  const able = placed.filter(({ numSamples }) => numSamples >= numTrials);
  const numProblems = Math.min(mostProblems, able.length);
  if (numTrials < 2 || numProblems < 2) return undefined;
  const values = new Float64Array(numProblems * numTrials);
  for (let i = 0; i < numProblems; i += 1) {
    const { start } = able[Math.floor((i * able.length) / numProblems)]!;
    for (let t = 0; t < numTrials; t += 1) values[i * numTrials + t] = 1 - outcomeAt(attemptOrder.outcomes, start + t);
  }
  return { numProblems, numTrials, values };
}
