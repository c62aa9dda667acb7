import type { ChartSeries } from '../server/protocol/panel.ts';
import { formatColor, parseColor } from './color.ts';
import type { Theme } from './theme.ts';

export interface SeriesStyle {
  readonly color: string;
  /** Of an area. */
  readonly fill: string;
  readonly width: number;
  readonly dash: number[];
  readonly marker: 'circle' | 'rectRot';
}

const DASHES: Record<ChartSeries['stroke'], number[]> = {
  solid: [],
  dashed: [7, 4],
  dotted: [2, 3],
  dashDotted: [8, 3, 2, 3],
  longDashed: [13, 4],
};

/** What a series looks like, in the chart, its legend and its export alike. */
export function seriesStyle(series: ChartSeries, theme: Theme): SeriesStyle {
  const color = theme.colorOf(series.role);
  return {
    color,
    fill: withAlpha(color, FILL_ALPHA[series.kind] * (series.role === 'band' ? 0.5 : 1)),
    width: series.role === 'prediction' || series.role === 'cost' ? 2.5 : 1.75,
    dash: DASHES[series.stroke],
    marker: series.role === 'target' ? 'rectRot' : 'circle',
  };
}

const FILL_ALPHA: Record<ChartSeries['kind'], number> = { points: 1, line: 1, band: 0.22, bars: 0.35 };

function withAlpha(css: string, alpha: number): string {
  const color = parseColor(css);
  return color === undefined ? css : formatColor({ ...color, alpha });
}
