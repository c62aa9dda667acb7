import type { CostModel } from '../core/cost.ts';
import type { Estimate, Interval, OpenInterval } from '../core/outcomes.ts';
import {
  formatAttempts,
  formatCost,
  formatCount,
  formatParameter,
  formatPercent,
  formatPercentNumber,
  formatRate,
  formatRateNumber,
} from './formatNumber.ts';

/** A proportion with its interval: `42.0% [36.1, 48.2]`. */
export function formatPercentEstimate(estimate: Estimate): string {
  return `${formatPercent(estimate.value)} ${formatPercentInterval(estimate)}`;
}

/** A solve rate with its interval, which may be far below a percent: `0.012% [0.0013, 0.034]`. */
export function formatRateEstimate({ value, low, high }: Estimate): string {
  return `${formatRate(value)} [${formatRateNumber(low)}, ${formatRateNumber(high)}]`;
}

/** The interval of a proportion: `[36.1, 48.2]`, in percent. */
export function formatPercentInterval(interval: Interval): string {
  return `[${formatPercentNumber(interval.low)}, ${formatPercentNumber(interval.high)}]`;
}

/** A parameter with its interval: `0.350 [0.301, 0.412]`; an open end in words: `0.350 (≥ 0.120, unbounded above)`. */
export function formatParameterEstimate(value: number, interval: OpenInterval): string {
  const text = formatParameterInterval(interval);
  return `${formatParameter(value)} ${text.startsWith('[') ? text : `(${text})`}`;
}

/** The interval of a parameter: `[0.301, 0.412]`, `≥ 0.120, unbounded above`, `≤ 0.412`, `not bounded by the data`. */
export function formatParameterInterval(interval: OpenInterval): string {
  return formatOpenInterval(interval, formatParameter);
}

/** The interval of a k: `[60, 160]`; `[60, ∞)` where no k looked at is enough. */
export function formatCountInterval(interval: OpenInterval): string {
  if (interval.low !== null && interval.high === null) return `[${formatCount(interval.low)}, ∞)`;
  return formatOpenInterval(interval, formatCount);
}

function formatOpenInterval(interval: OpenInterval, format: (end: number) => string): string {
  const { low, high } = interval;
  if (low === null) return high === null ? 'not bounded by the data' : `≤ ${format(high)}`;
  return high === null ? `≥ ${format(low)}, unbounded above` : `[${format(low)}, ${format(high)}]`;
}

/** The interval of a cost: `[$0.20, $1.10]`, `[8.2, 8.6]` of attempts; `[$0.20, ∞)` where the data do not bound it. */
export function formatCostInterval({ low, high }: OpenInterval, unit: CostModel['unit']): string {
  const format = (end: number): string => (unit === 'attempts' ? formatAttempts(end) : formatCost(end, unit));
  return `[${format(low ?? 0)}, ${high === null ? '∞)' : `${format(high)}]`}`;
}

/** A level as users say it: `90%`, `99.5%`. */
export function formatLevel(level: number): string {
  return `${String(Number((100 * level).toPrecision(4)))}%`;
}
