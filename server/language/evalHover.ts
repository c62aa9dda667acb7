import type { EvalAnalysis } from '../core/analysis.ts';
import type { CurvePoint } from '../core/observedPassAtK.ts';
import type { ObservedPoint, PredictedPoint } from '../core/outcomes.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeAssumptions, describeCost } from '../text/describeCost.ts';
import { describeCurve } from '../text/describeCurve.ts';
import { describeFits } from '../text/describeFit.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describePassHatK } from '../text/describeObserved.ts';
import { describePrediction, nameBasis } from '../text/describePrediction.ts';
import { describeScaling } from '../text/describeScaling.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { formatLevel, formatPercentInterval } from '../text/formatEstimate.ts';
import { formatCount, formatPercent, formatQuantity } from '../text/formatNumber.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { markdownTable } from '../text/markdownTable.ts';

/** An evaluation as markdown: pass@k observed and predicted, the laws, which k, and what was assumed. */
export function evalHover(analysis: EvalAnalysis): string {
  return [
    heading(analysis),
    passAtKTable(analysis),
    describePassHatK(analysis),
    describePrediction(analysis.prediction),
    describeIndependence(analysis.independence),
    markdownTable(
      ['law', 'fit'],
      describeFits(analysis.fits).map(({ law, text }) => [law, text]),
    ),
    list(
      'In words',
      describeScaling(analysis).map(({ name, text }) => `${name}: ${text}`),
    ),
    markdownTable(
      ['which k?', ''],
      describeCost(analysis.cost).map(({ name, answer }) => [name, answer]),
    ),
    list('Assumed', describeAssumptions(analysis.cost.model)),
    list('Mind', analysis.warnings.map(describeWarning)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ counts, summary }: EvalAnalysis): string {
  const { task, model, scorer } = counts;
  const names = [task, model, scorer].map((name) => escapeMarkdown(quoteLogText(name))).filter((name) => name !== '');
  const attempts = `${formatQuantity(summary.numProblems, 'problem')}, ${formatQuantity(summary.numAttempts, 'attempt')}`;
  const curve = recordedCurve(counts);
  return [
    ...names.slice(0, 1).map((name) => `**${name}**`),
    ...names.slice(1),
    curve.length > 0 ? describeCurve(curve) : `${attempts}, ${formatCount(summary.numCorrect)} passed`,
  ].join(' · ');
}

function passAtKTable({ counts, passAtK, prediction, options }: EvalAnalysis): string {
  const predicted = prediction.kind === 'predicted' ? prediction.points : [];
  const rows = [
    ...representativePoints(recordedCurve(counts)).map(recordedRow),
    ...representativePoints(passAtK).map(observedRow),
    ...predicted.filter(({ k, basis }) => options.at.includes(k) && basis !== 'data').map(predictedRow),
  ];
  return markdownTable(['k', 'pass@k', formatLevel(options.level), 'basis'], rows);
}

/** Of a few points all; else powers of ten, and the largest k: the shape of the curve in a few rows. */
function representativePoints<Point extends CurvePoint>(points: readonly Point[]): readonly Point[] {
  if (points.length <= FEW_POINTS) return points;
  return points.filter(({ k }, index) => index === points.length - 1 || Number.isInteger(Math.log10(k)));
}

const FEW_POINTS = 9;

function recordedRow({ k, value }: CurvePoint): readonly string[] {
  return [formatCount(k), formatPercent(value), '–', 'recorded'];
}

function observedRow({ k, numProblems, ...estimate }: ObservedPoint): readonly string[] {
  const basis = `observed, ${formatQuantity(numProblems, 'problem')}`;
  return [formatCount(k), formatPercent(estimate.value), formatPercentInterval(estimate), basis];
}

function predictedRow(point: PredictedPoint): readonly string[] {
  return [formatCount(point.k), `≈ ${formatPercent(point.value)}`, formatPercentInterval(point), nameBasis(point)];
}

function list(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return [`${title}:`, ...sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`)].join('\n');
}
