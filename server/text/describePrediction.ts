import type { PredictedPoint, Prediction } from '../core/outcomes.ts';
import { describeNotIdentified } from './describeNotIdentified.ts';
import { formatLevel, formatPercentEstimate, formatPercentInterval } from './formatEstimate.ts';
import { formatCount, formatSignificant } from './formatNumber.ts';

/** A predicted point in one line: `pass@10,000 80.2% [70.1, 90.3] (extrapolation, 100× beyond the data)`. */
export function describePoint(point: PredictedPoint): string {
  return `pass@${formatCount(point.k)} ${formatPercentEstimate(point)} (${describeBasis(point)})`;
}

/** What the point stands on. */
export function describeBasis(point: Pick<PredictedPoint, 'basis' | 'reach'>): string {
  switch (point.basis) {
    case 'data':
      return 'within the data';
    case 'extrapolation':
      return `extrapolation, ${describeReach(point.reach)}`;
    case 'family':
      return `${describeReach(point.reach)}: the assumed family, not the data, supplies this answer`;
  }
}

/** The same in a word or two, for a table cell. */
export function nameBasis(point: Pick<PredictedPoint, 'basis' | 'reach'>): string {
  switch (point.basis) {
    case 'data':
      return 'data';
    case 'extrapolation':
      return `${formatReach(point.reach)} extrapolation`;
    case 'family':
      return `${formatReach(point.reach)} family, not data`;
  }
}

/** The assumption-free band in words. */
export function describeBand(point: PredictedPoint): string {
  return `without assuming a family ${formatPercentInterval({ low: point.bandLow, high: point.bandHigh })}`;
}

/** What the predictions are of, how they are made, and the level of their intervals; or why there are none. */
export function describePrediction(prediction: Prediction): string {
  if (prediction.kind === 'notIdentified') return describeNotIdentified(prediction);
  return `Predictions are for this same set of problems; intervals at ${formatLevel(prediction.level)}; method ${prediction.method}.`;
}

function describeReach(reach: number): string {
  return `${formatReach(reach)} beyond the data`;
}

/** How far beyond the data: `100×`. */
export function formatReach(reach: number): string {
  return `${reach >= 100 ? formatCount(reach) : String(Number(formatSignificant(reach, 2)))}×`;
}
