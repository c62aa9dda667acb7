import type { ChartPoint, ChartSeries, SeriesRole } from '../protocol/panel.ts';
import type { ResultPoint } from '../protocol/experimentResult.ts';
import { formatCount, formatPercent } from '../text/formatNumber.ts';

const CATEGORIES: readonly SeriesRole[] = [
  'category1',
  'category2',
  'category3',
  'category4',
  'category5',
  'category6',
];

/** Colors of curves that differ in a setting; more than six repeat. */
export function categoryRole(index: number): SeriesRole {
  return CATEGORIES[index % CATEGORIES.length] ?? 'category1';
}

/** pass@k over k. */
export function passAtKPoints(points: readonly ResultPoint[]): readonly ChartPoint[] {
  return points.map(({ k, value }) => ({ x: k, y: value, at: `k = ${formatCount(k)}`, text: formatPercent(value) }));
}

/** The points that have a place on a log axis. */
export function onLogAxis(points: readonly ChartPoint[]): readonly ChartPoint[] {
  return points.filter(({ y }) => y > 0);
}

export type CurveStyle = Pick<ChartSeries, 'id' | 'label' | 'role' | 'stroke'> & { readonly visible?: boolean };

export function line(style: CurveStyle, points: readonly ChartPoint[]): ChartSeries {
  return { visible: true, ...style, kind: 'line', points };
}

export function markers(style: Omit<CurveStyle, 'stroke'>, points: readonly ChartPoint[]): ChartSeries {
  return { visible: true, ...style, kind: 'points', stroke: 'solid', points };
}
