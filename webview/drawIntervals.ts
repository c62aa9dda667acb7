import type { Plugin, Scale } from 'chart.js';
import type { ChartPoint, ChartSeries } from '../server/protocol/panel.ts';
import type { ChartView, DrawnChart } from './chartView.ts';
import { seriesStyle, type SeriesStyle } from './seriesStyle.ts';

/** Half the width of the cap of an error bar, in pixels. */
const CAP = 3;
/** Bars from this width on stand apart, with an outline. */
const WIDE_BAR = 10;

/** Draws what chart.js has no element for: bands, histograms on a log axis, error bars in x and y. The first series is on top. */
export function drawIntervals(view: ChartView): Plugin<'line'> {
  return {
    id: 'intervals',
    beforeDatasetsDraw: (chart) => {
      forEachShown(view, chart, (series, style) => {
        if (series.kind === 'band') fillBand(chart, series.points, style);
        if (series.kind === 'bars') fillBars(chart, series.points, style);
      });
    },
    afterDatasetsDraw: (chart) => {
      forEachShown(view, chart, (series, style) => {
        if (series.kind === 'points') strokeErrorBars(chart, series.points, style);
      });
    },
  };
}

function forEachShown(
  view: ChartView,
  { ctx, chartArea }: DrawnChart,
  draw: (series: ChartSeries, style: SeriesStyle) => void,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left - CAP - 1, chartArea.top - 1, chartArea.width + 2 * CAP + 2, chartArea.height + 1);
  ctx.clip();
  for (const series of [...view.model.series].reverse())
    if (view.isShown(series)) draw(series, seriesStyle(series, view.theme));
  ctx.restore();
}

function fillBand({ ctx, scales }: DrawnChart, points: readonly ChartPoint[], style: SeriesStyle): void {
  const { x, y } = scales;
  if (x === undefined || y === undefined || points.length === 0) return;
  ctx.beginPath();
  for (const point of points) ctx.lineTo(x.getPixelForValue(point.x), pixelInside(y, point.high ?? point.y));
  for (const point of [...points].reverse())
    ctx.lineTo(x.getPixelForValue(point.x), pixelInside(y, point.low ?? point.y));
  ctx.closePath();
  ctx.fillStyle = style.fill;
  ctx.fill();
}

function fillBars({ ctx, scales }: DrawnChart, points: readonly ChartPoint[], style: SeriesStyle): void {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  ctx.fillStyle = style.fill;
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1;
  points.slice(0, -1).forEach((point, cell) => {
    const left = x.getPixelForValue(point.x);
    const right = x.getPixelForValue(points[cell + 1]?.x ?? point.x);
    const top = y.getPixelForValue(point.y);
    ctx.beginPath();
    const gap = right - left >= WIDE_BAR ? 1 : 0;
    ctx.rect(left + gap / 2, top, right - left - gap, y.bottom - top);
    ctx.fill();
    if (gap > 0 && point.y > 0) ctx.stroke();
  });
}

function strokeErrorBars({ ctx, scales }: DrawnChart, points: readonly ChartPoint[], style: SeriesStyle): void {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  for (const point of points) {
    const [atX, atY] = [x.getPixelForValue(point.x), y.getPixelForValue(point.y)];
    if (point.low !== undefined && point.high !== undefined) {
      const [low, high] = [pixelInside(y, point.low), pixelInside(y, point.high)];
      strokeSegment(ctx, atX, low, atX, high);
      for (const end of [low, high]) strokeSegment(ctx, atX - CAP, end, atX + CAP, end);
    }
    if (point.xLow !== undefined && point.xHigh !== undefined) {
      const [low, high] = [pixelInside(x, point.xLow), pixelInside(x, point.xHigh)];
      strokeSegment(ctx, low, atY, high, atY);
      for (const end of [low, high]) strokeSegment(ctx, end, atY - CAP, end, atY + CAP);
    }
  }
  ctx.stroke();
}

function strokeSegment(ctx: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
}

/** The pixel of a value, held within the axis: on a log axis an interval may reach down to 0. */
function pixelInside(scale: Scale, value: number): number {
  return scale.getPixelForValue(Math.min(scale.max, Math.max(scale.min, value)));
}
