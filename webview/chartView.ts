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

/** What drawing on a chart needs of it. */
export type DrawnChart = Pick<Chart, 'ctx' | 'chartArea' | 'scales' | 'getActiveElements'>;

/** Smallest and largest number of an axis, over all series, shown or not: switching one on must not move the others, unless the axis says so. */
export function axisExtent(
  { model, isShown }: Pick<ChartView, 'model' | 'isShown'>,
  name: 'x' | 'y',
): { min: number; max: number } {
  const axis = model[name];
  const shown = axis.fitsShown ? model.series.filter(isShown) : [];
  const values = (shown.length > 0 ? shown : model.series)
    .flatMap(({ points }) => points.flatMap((point) => (name === 'x' ? [point.x] : [point.y, point.low, point.high])))
    .filter((value) => value !== undefined && (axis.scale === 'linear' || value > 0));
  const numbers = values.filter((value) => value !== undefined);
  const min = axis.min ?? (axis.scale === 'linear' ? Math.min(0, ...numbers) : Math.min(...numbers));
  const max = axis.max ?? (axis.scale === 'linear' ? roundUp(Math.max(...numbers)) : Math.max(...numbers));
  if (numbers.length === 0) return { min: axis.min ?? 1, max: axis.max ?? 10 };
  return axis.scale === 'log' && min === max ? { min: min / 2, max: max * 2 } : { min, max };
}

/** Points that a cursor can stand on: all, but for a band, which only shades, and the end of the last bar. */
export function cursorPoints(series: ChartSeries): readonly ChartPoint[] {
  if (series.kind === 'band') return [];
  return series.kind === 'bars' ? series.points.slice(0, -1) : series.points;
}

/** The next round number that is not below `value`, so that an axis ends on a tick. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value * 0.9999) ?? 10;
  return step * power;
}
