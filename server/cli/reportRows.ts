import type { EvalAnalysis } from '../core/analysis.ts';
import type { ObservedPoint, PredictedPoint } from '../core/outcomes.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeObserved } from '../text/describeObserved.ts';
import { nameBasis } from '../text/describePrediction.ts';
import { formatPercentEstimate, formatPercentInterval } from '../text/formatEstimate.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';
import type { Column } from './textTable.ts';

/** Observed and predicted pass@k, and observed pass^k, of one k, where there are any. */
export interface ReportRow {
  readonly k: number;
  readonly observed: ObservedPoint | undefined;
  readonly allPass: ObservedPoint | undefined;
  readonly predicted: PredictedPoint | undefined;
}

/** One row for each k that was asked for and has something to show, ascending; and one for the largest k observed on all problems. */
export function reportRows({ options, summary, passAtK, passHatK, prediction }: EvalAnalysis): readonly ReportRow[] {
  const predictedPoints = prediction.kind === 'predicted' ? prediction.points : [];
  const wanted = new Set([...options.at, summary.minSamples]);
  return [...wanted]
    .sort((a, b) => a - b)
    .map((k) => ({
      k,
      observed: passAtK.find((point) => point.k === k),
      allPass: passHatK.find((point) => point.k === k),
      predicted: predictedPoints.find((point) => point.k === k),
    }))
    .filter(({ observed, predicted }) => observed !== undefined || predicted !== undefined);
}

/** The table of pass@k for people, in the text and the markdown report. */
export const PASS_COLUMNS: readonly Column[] = [
  { label: 'k', align: 'right' },
  { label: 'observed pass@k', align: 'right' },
  { label: 'predicted', align: 'right' },
  { label: 'without a family', align: 'right' },
  { label: 'basis', align: 'left' },
];

export function passCells(analysis: EvalAnalysis): readonly (readonly string[])[] {
  const { numProblems } = analysis.summary;
  return reportRows(analysis).map(({ k, observed, predicted }) => [
    formatCount(k),
    observed === undefined ? '–' : describeObserved(observed, numProblems),
    predicted === undefined ? '–' : formatPercentEstimate(predicted),
    predicted === undefined ? '–' : formatPercentInterval({ low: predicted.bandLow, high: predicted.bandHigh }),
    predicted === undefined ? 'data' : nameBasis(predicted),
  ]);
}

/** The table of a recorded curve. */
export const CURVE_COLUMNS: readonly Column[] = [
  { label: 'k', align: 'right' },
  { label: 'recorded pass@k', align: 'right' },
];

export function curveCells({ counts }: EvalAnalysis): readonly (readonly string[])[] {
  return recordedCurve(counts).map(({ k, value }) => [formatCount(k), formatPercent(value)]);
}
