import type { Chart } from 'chart.js';
import type { ChartModel, ChartPoint, ChartSeries } from '../server/protocol/panel.ts';
import type { Theme } from './theme.ts';

/** What a chart draws at the moment. The plugins read it at each draw, so that an update never re-creates the chart. */
export interface ChartView {
  model: ChartModel;
  theme: Theme;
  isShown: (series: ChartSeries) => boolean;
}

export type SeriesChart = Chart<'line', ChartPoint[]>;

/** Smallest and largest number of an axis, over all series, shown or not: switching one on must not move the others. */
export function axisExtent(model: ChartModel, name: 'x' | 'y'): { min: number; max: number } {
  const axis = model[name];
  const values = model.series
    .flatMap(({ points }) => points.flatMap((point) => (name === 'x' ? [point.x] : [point.y, point.low, point.high])))
    .filter((value) => value !== undefined && (axis.scale === 'linear' || value > 0));
  const numbers = values.filter((value) => value !== undefined);
  const min = axis.min ?? Math.min(...numbers, ...(axis.scale === 'linear' ? [0] : []));
  const max = axis.max ?? Math.max(...numbers);
  if (numbers.length === 0) return { min: axis.min ?? 1, max: axis.max ?? 10 };
  return axis.scale === 'log' && min === max ? { min: min / 2, max: max * 2 } : { min, max };
}

/** Points that a cursor can stand on: all, but for a band, which only shades, and the end of the last bar. */
export function cursorPoints(series: ChartSeries): readonly ChartPoint[] {
  if (series.kind === 'band') return [];
  return series.kind === 'bars' ? series.points.slice(0, -1) : series.points;
}
