import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import { curveLaw } from '../core/preferredLaw.ts';
import type { CurvePoint } from '../core/observedPassAtK.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import type { TargetAnswer } from '../core/cost.ts';
import type { BetaBinomialFit, Prediction, ZeroInflatedBetaBinomialFit } from '../core/outcomes.ts';
import type { Headline } from '../protocol/panel.ts';
import { describeUnreachable, formatTarget } from '../text/describeCost.ts';
import { describeBetaBinomial, describeCeiling, LAW_NAMES } from '../text/describeFit.ts';
import {
  formatCountInterval,
  formatLevel,
  formatParameterInterval,
  formatPercentInterval,
} from '../text/formatEstimate.ts';
import { formatCount, formatParameter, formatPercent, formatQuantity } from '../text/formatNumber.ts';
import { formatReach } from '../text/describePrediction.ts';
import { nameNotIdentified } from '../text/describeNotIdentified.ts';
import { nextTarget } from './nextTarget.ts';

/** The numbers that a reader looks for first, each with its interval or the reason why there is none. */
export function headlines(analysis: EvalAnalysis): readonly Headline[] {
  const recorded = recordedCurve(analysis.counts);
  if (recorded.length > 0) return recordedHeadlines(analysis, recorded);
  const { prediction, cost, options } = analysis;
  const target = nextTarget(analysis);
  return [
    attemptsHeadline(analysis),
    meanHeadline(analysis),
    betaHeadline(analysis.fits.betaBinomial, options.level),
    ...predictionHeadlines(prediction, options.at),
    ...ceilingHeadline(analysis.fits.zeroInflatedBetaBinomial),
    ...cost.targets.filter(({ coverage }) => coverage === target).map(targetHeadline),
  ];
}

/** Of a log that records only a curve: its ends, and the β of Eq. 6 by least squares. */
function recordedHeadlines(analysis: EvalAnalysis, recorded: readonly CurvePoint[]): readonly Headline[] {
  const [first, last] = [recorded[0], recorded.at(-1)];
  const law = curveLaw(analysis);
  return [
    {
      label: 'Recorded',
      value: formatQuantity(recorded.length, 'point'),
      detail: 'of pass@k; no attempts, so that nothing has an interval',
    },
    ...[first, last].flatMap((point) =>
      point === undefined
        ? []
        : { label: `pass@${formatCount(point.k)}`, value: formatPercent(point.value), detail: 'recorded by the log' },
    ),
    {
      label: 'β, the tail of hard problems',
      value: law === undefined ? '–' : formatParameter(law.beta),
      detail: law === undefined ? 'not identified' : `by ${LAW_NAMES[law.id]}`,
    },
  ];
}

function attemptsHeadline({ summary }: EvalAnalysis): Headline {
  const { minSamples, maxSamples, numProblems, numAttempts, numCorrect } = summary;
  const samples =
    minSamples === maxSamples ? formatCount(maxSamples) : `${formatCount(minSamples)}–${formatCount(maxSamples)}`;
  return {
    label: 'Problems × attempts',
    value: `${formatCount(numProblems)} × ${samples}`,
    detail: `${formatCount(numCorrect)} of ${formatQuantity(numAttempts, 'attempt')} passed`,
  };
}

function meanHeadline(analysis: EvalAnalysis): Headline {
  const { meanSolveRate, options } = analysis;
  const stops = attemptsStop(analysis);
  return {
    label: stops ? 'pass@1, predicted' : 'pass@1',
    value: formatPercent(meanSolveRate.value),
    detail: `${formatPercentInterval(meanSolveRate)}, ${formatLevel(options.level)} interval${stops ? '; attempts stop at a success' : ''}`,
  };
}

function betaHeadline(fit: BetaBinomialFit, level: number): Headline {
  const label = 'β, the tail of hard problems';
  if (fit.kind === 'interior')
    return {
      label,
      value: formatParameter(fit.beta),
      detail: `${formatParameterInterval(fit.betaInterval)}, ${formatLevel(level)} interval`,
    };
  return { label, value: '–', detail: describeBetaBinomial(fit) };
}

function predictionHeadlines(prediction: Prediction, at: readonly number[]): readonly Headline[] {
  if (prediction.kind === 'notIdentified')
    return [{ label: 'Predicted pass@k', value: '–', detail: nameNotIdentified(prediction) }];
  const point = prediction.points.filter(({ k }) => at.includes(k)).at(-1) ?? prediction.points.at(-1);
  if (point === undefined) return [];
  const basis = point.reach > 1 ? `${formatReach(point.reach)} beyond the data` : 'within the data';
  return [
    {
      label: `pass@${formatCount(point.k)}, predicted`,
      value: formatPercent(point.value),
      detail: `${formatPercentInterval(point)}, ${basis}`,
    },
  ];
}

function ceilingHeadline(fit: ZeroInflatedBetaBinomialFit): readonly Headline[] {
  const ceiling = describeCeiling(fit);
  return ceiling === undefined ? [] : [{ label: 'Ceiling 𝒜', ...ceiling }];
}

function targetHeadline(target: TargetAnswer): Headline {
  const label = `Cheapest k for ${formatTarget(target.coverage)}`;
  if (!target.reachable) return { label, value: '–', detail: describeUnreachable(target) };
  return {
    label,
    value: formatCount(target.k),
    detail: `${formatCountInterval(target.kInterval)}${target.extrapolated ? ', extrapolated' : ''}`,
  };
}
