import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import type { ObservedPoint } from '../core/outcomes.ts';
import { formatPercentEstimate } from './formatEstimate.ts';
import { formatCount, formatQuantity } from './formatNumber.ts';

/** Observed pass@k or pass^k, with the number of problems where it is not over all of them: `42.0% [36.1, 48.2], over 12 problems`. */
export function describeObserved(point: ObservedPoint, numProblems: number): string {
  const left = point.numProblems === numProblems ? '' : `, over ${formatQuantity(point.numProblems, 'problem')}`;
  return `${formatPercentEstimate(point)}${left}`;
}

/**
 * pass^k, the probability that all of k attempts pass, at the k asked for, powers of ten, and the largest k that all problems have attempts for; not
 * at 1, where it is pass@1. Empty where there is none, and where attempts stop at the first success.
 */
export function describePassHatK(
  analysis: Pick<EvalAnalysis, 'passHatK' | 'options' | 'summary' | 'warnings'>,
): string {
  const { passHatK, options, summary } = analysis;
  const points = passHatK.filter(
    ({ k }) => k > 1 && (options.at.includes(k) || k === summary.minSamples || Number.isInteger(Math.log10(k))),
  );
  if (points.length === 0 || attemptsStop(analysis)) return '';
  const texts = points.map((point) => `${describeObserved(point, summary.numProblems)} at k = ${formatCount(point.k)}`);
  return `All of k attempts pass (pass^k): ${texts.join('; ')}.`;
}
