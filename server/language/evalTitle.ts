import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import type { EvalCounts } from '../core/counts.ts';
import type { FirstAnswers } from '../core/firstAnswers.ts';
import type { PredictedPoint } from '../core/outcomes.ts';
import type { TargetAnswer } from '../core/cost.ts';
import { describeHorizon, formatTarget } from '../text/describeCost.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeBeta, describeLeastSquares } from '../text/describeFit.ts';
import { nameNotIdentified } from '../text/describeNotIdentified.ts';
import { formatCountInterval, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';
import { formatReach } from '../text/describePrediction.ts';

/** Title of an evaluation whose prediction is still on its way. */
export function countedTitle(counts: EvalCounts, first: FirstAnswers | undefined): string {
  if (counts.problems.length === 0 || first === undefined)
    return recordedCurve(counts).length > 0 ? 'recorded pass@k curve · analyzing…' : NO_ATTEMPTS;
  return [...passAt1(first), describeBeta(first.fits.betaBinomial), 'predicting…'].join(' · ');
}

/** A log of aggregates, or of a run that scored nothing. */
const NO_ATTEMPTS = 'no scored attempt in this log';

/** The evaluation in one line: pass@1, β, predicted coverage at the first configured k, cheapest k of the first target. */
export function fittedTitle(analysis: EvalAnalysis): string {
  if (analysis.summary.numProblems === 0) return curveTitle(analysis);
  return [
    ...(attemptsStop(analysis) ? [stoppedPassAt1(analysis)] : passAt1(analysis)),
    describeBeta(analysis.fits.betaBinomial),
    ...predictedCoverage(analysis),
    ...cheapestK(analysis),
  ].join(' · ');
}

/** Points of a curve without attempts: what is recorded, and the law through it, which is no more than a fit of a curve. */
function curveTitle({ counts, fits }: EvalAnalysis): string {
  const curve = recordedCurve(counts);
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return NO_ATTEMPTS;
  const recorded = [first, last].map(({ k, value }) => `pass@${formatCount(k)} ${formatPercent(value)}`);
  return `recorded ${recorded.join(', ')} · curve fit, no attempts: ${describeLeastSquares(fits.leastSquares)}`;
}

function passAt1({ passAtK: points }: FirstAnswers): readonly string[] {
  const point = points.find(({ k }) => k === 1);
  return point === undefined ? [] : [`pass@1 ${formatPercentEstimate(point)}`];
}

/** Where attempts stop at the first success the mean of c/n is not pass@1. */
function stoppedPassAt1({ meanSolveRate }: EvalAnalysis): string {
  return `pass@1 ≈ ${formatPercentEstimate(meanSolveRate)} (attempts stop at a success)`;
}

function predictedCoverage({ prediction, options, fits }: EvalAnalysis): readonly string[] {
  const [k] = options.at;
  if (k === undefined) return [];
  if (prediction.kind === 'notIdentified') {
    // Said once: β is not identified for the same reason.
    return fits.betaBinomial.kind === 'notIdentified'
      ? []
      : [`pass@${formatCount(k)} ${nameNotIdentified(prediction)}`];
  }
  const point = prediction.points.find((candidate) => candidate.k === k);
  return point === undefined ? [] : [predictedText(point)];
}

function predictedText(point: PredictedPoint): string {
  const text = `pass@${formatCount(point.k)} ≈ ${formatPercentEstimate(point)}`;
  switch (point.basis) {
    case 'data':
      return text;
    case 'extrapolation':
      return `${text} (${formatReach(point.reach)} beyond the data)`;
    case 'family':
      return `${text} (${formatReach(point.reach)} beyond the data, from the family)`;
  }
}

function cheapestK({ cost }: EvalAnalysis): readonly string[] {
  const [target] = cost.targets;
  return target === undefined ? [] : describeTargetBriefly(target);
}

function describeTargetBriefly(target: TargetAnswer): readonly string[] {
  const coverage = formatTarget(target.coverage);
  if (target.reachable) return [`${coverage} at k ≈ ${formatCount(target.k)} ${formatCountInterval(target.kInterval)}`];
  switch (target.why) {
    case 'aboveCeiling':
      return [`${coverage} above the predicted ceiling`];
    case 'beyondHorizon':
      return [`${coverage} ${describeHorizon(target)}`];
    case 'notIdentified':
      return [];
  }
}
