import type { Interval } from '../../server/core/outcomes.ts';
import { ESTIMATORS, LEVEL, OTHERS, type Estimator, type Forecast, type Other } from './estimators.ts';

export interface IntervalScore {
  readonly coverage: number;
  readonly width: number;
  /** Winkler 1972: the width, and 2/(1 − level) times what the truth is outside by. */
  readonly winkler: number;
}

export interface Score {
  readonly numTrials: number;
  readonly absoluteError: Readonly<Record<Estimator, number>>;
  /** |log(predicted/true)|. */
  readonly logError: Readonly<Record<Estimator, number>>;
  readonly bias: Readonly<Record<Estimator, number>>;
  /** Ours, of the run or world that it errs most on. */
  readonly worstRun: number;
  readonly interval: IntervalScore;
  readonly band: IntervalScore;
  /** Of the others, where they have intervals. */
  readonly others?: Readonly<Record<Other, IntervalScore>>;
}

export function scoreOf(forecasts: readonly Forecast[]): Score {
  const mean = (of: (forecast: Forecast) => number): number => meanOf(forecasts.map(of));
  const byEstimator = (of: (value: number, truth: number) => number): Record<Estimator, number> => {
    const entries = ESTIMATORS.map((name) => [name, mean(({ values, truth }) => of(values[name], truth))] as const);
    return Object.fromEntries(entries) as Record<Estimator, number>;
  };
  const runs = [...new Set(forecasts.map(({ run }) => run))];
  const errorOf = (run: string): number =>
    meanOf(forecasts.filter((each) => each.run === run).map(({ values, truth }) => Math.abs(values.ours - truth)));
  return {
    numTrials: forecasts.length,
    absoluteError: byEstimator((value, truth) => Math.abs(value - truth)),
    logError: byEstimator((value, truth) => Math.abs(Math.log(Math.max(value, SMALLEST) / truth))),
    bias: byEstimator((value, truth) => value - truth),
    worstRun: Math.max(...runs.map(errorOf)),
    interval: intervalScore(forecasts.map(({ point, truth }) => ({ low: point.low, high: point.high, truth }))),
    band: intervalScore(forecasts.map(({ point, truth }) => ({ low: point.bandLow, high: point.bandHigh, truth }))),
    ...othersOf(forecasts),
  };
}

function othersOf(forecasts: readonly Forecast[]): Pick<Score, 'others'> {
  const said = forecasts.flatMap(({ bootstrapped, truth }) => (bootstrapped ? [{ bootstrapped, truth }] : []));
  if (said.length === 0) return {};
  const scores = OTHERS.map((name) => {
    const intervals = said.map(({ bootstrapped, truth }) => ({ ...bootstrapped[name], truth }));
    return [name, intervalScore(intervals)] as const;
  });
  return { others: Object.fromEntries(scores) as Record<Other, IntervalScore> };
}

/** Below what any truth is: log errors stay finite. */
const SMALLEST = 1e-6;
/** What arithmetic may leave between a truth and the end of an interval that it is at. */
const TOLERANCE = 1e-6;

/** An interval, and what came out. */
export type Scored = Interval & { readonly truth: number };

export function intervalScore(intervals: readonly Scored[]): IntervalScore {
  const outside = ({ low, high, truth }: Scored): number => Math.max(low - truth, truth - high, 0);
  const width = meanOf(intervals.map(({ low, high }) => high - low));
  return {
    coverage: meanOf(intervals.map((interval) => (outside(interval) <= TOLERANCE ? 1 : 0))),
    width,
    winkler: width + (2 / (1 - LEVEL)) * meanOf(intervals.map(outside)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
