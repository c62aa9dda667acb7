import type { Plugin } from 'chart.js';
import type { ChartView, DrawnChart } from './chartView.ts';
import { placeLabel, type Box, type Point } from './placeLabel.ts';
import { seriesStyle } from './seriesStyle.ts';

const LINE_HEIGHT = 14;
const GAP = 6;

/** A text and the places where it may stand, the best first, each by its left and top. */
interface Label {
  readonly text: string;
  readonly color: string;
  readonly places: (width: number) => readonly Point[];
}

/** Draws regions and marks below the curves, their labels above them where they hide nothing, and the line of the cursor. */
export function drawFrame(view: ChartView): Plugin<'line'> {
  return {
    id: 'frame',
    beforeDatasetsDraw: (chart) => {
      chart.ctx.save();
      shadeRegions(view, chart);
      strokeMarks(view, chart);
      chart.ctx.restore();
    },
    afterDatasetsDraw: (chart) => {
      chart.ctx.save();
      strokeCursor(view, chart);
      drawLabels(view, chart, [...pointLabels(view, chart), ...regionLabels(view, chart), ...markLabels(view, chart)]);
      chart.ctx.restore();
    },
  };
}

function shadeRegions({ model, theme }: ChartView, chart: DrawnChart): void {
  const { ctx, chartArea } = chart;
  for (const region of model.regions) {
    const { left, right } = regionSpan(chart, region);
    ctx.fillStyle = theme.shade;
    ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
    const edge = left > chartArea.left ? left : right;
    strokeAcross(ctx, theme.muted, { x: edge, y: chartArea.top }, { x: edge, y: chartArea.bottom });
  }
}

function strokeMarks({ model, theme }: ChartView, chart: DrawnChart): void {
  for (const mark of model.marks) {
    const at = markPixel(chart, mark);
    if (at === undefined) continue;
    const { left, right, top, bottom } = chart.chartArea;
    const isVertical = mark.axis === 'x';
    const [from, to] = isVertical
      ? [
          { x: at, y: top },
          { x: at, y: bottom },
        ]
      : [
          { x: left, y: at },
          { x: right, y: at },
        ];
    strokeAcross(chart.ctx, theme.muted, from, to);
  }
}

function strokeAcross(ctx: CanvasRenderingContext2D, color: string, from: Point, to: Point): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  ctx.stroke();
}

function strokeCursor({ theme }: ChartView, chart: DrawnChart): void {
  const [active] = chart.getActiveElements();
  if (active === undefined) return;
  const { x } = active.element.tooltipPosition(true);
  if (x === null) return;
  const { top, bottom } = chart.chartArea;
  strokeAcross(chart.ctx, theme.foreground, { x, y: top }, { x, y: bottom });
}

function pointLabels({ model, theme, isShown }: ChartView, { scales }: DrawnChart): readonly Label[] {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return [];
  return model.series.filter(isShown).flatMap((series) =>
    series.points.flatMap((point) => {
      if (point.label === undefined) return [];
      const [atX, atY] = [x.getPixelForValue(point.x), y.getPixelForValue(point.y)];
      const [above, below] = [atY - LINE_HEIGHT - 4, atY + 4];
      const places = (width: number) => [
        { x: atX - width - GAP, y: above },
        { x: atX + GAP, y: below },
        { x: atX - width - GAP, y: below },
        { x: atX + GAP, y: above },
        { x: atX - width / 2, y: above - GAP },
      ];
      return [{ text: point.label, color: seriesStyle(series, theme).color, places }];
    }),
  );
}

function regionLabels({ model, theme }: ChartView, chart: DrawnChart): readonly Label[] {
  const { top, bottom } = chart.chartArea;
  return model.regions.map((region) => {
    const { left, right } = regionSpan(chart, region);
    const places = (width: number) =>
      width + GAP > right - left
        ? []
        : [bottom - LINE_HEIGHT - 2, top + 2].flatMap((y) => [
            { x: right - width - GAP, y },
            { x: left + Math.min(GAP, (right - left - width) / 2), y },
          ]);
    return { text: region.label, color: theme.muted, places };
  });
}

function markLabels({ model, theme }: ChartView, chart: DrawnChart): readonly Label[] {
  const { left, right, top, bottom } = chart.chartArea;
  return model.marks.flatMap((mark) => {
    const at = markPixel(chart, mark);
    if (at === undefined) return [];
    const places = (width: number) =>
      mark.axis === 'x'
        ? [top + 2, bottom - LINE_HEIGHT - 2].flatMap((y) => [
            { x: at + 4, y },
            { x: at - width - 4, y },
          ])
        : [left + GAP, right - width - GAP, left + (right - left - width) / 2].flatMap((x) => [
            { x, y: at - LINE_HEIGHT },
            { x, y: at + 2 },
          ]);
    return [{ text: mark.label, color: theme.muted, places }];
  });
}

function drawLabels(view: ChartView, chart: DrawnChart, labels: readonly Label[]): void {
  const { ctx, chartArea } = chart;
  const { theme } = view;
  const points = shownPixels(view, chart);
  const boxes: Box[] = [];
  ctx.setLineDash([]);
  ctx.font = `11px ${theme.fontFamily}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const { text, color, places } of labels) {
    const { width } = ctx.measureText(text);
    const candidates = places(width).map(({ x, y }) => ({
      left: x,
      top: y,
      right: x + width,
      bottom: y + LINE_HEIGHT,
    }));
    const box = placeLabel(candidates, chartArea, { boxes, points });
    if (box === undefined) continue;
    boxes.push(box);
    const middle = (box.top + box.bottom) / 2;
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = 3;
    ctx.strokeText(text, box.left, middle);
    ctx.fillStyle = color;
    ctx.fillText(text, box.left, middle);
  }
}

/** Pixels along what is shown, dense enough that no label slips between two of them. */
function shownPixels({ model, isShown }: ChartView, { scales }: DrawnChart): readonly Point[] {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return [];
  return model.series.filter(isShown).flatMap(({ kind, points }) => {
    const pixels = points.map((point) => ({ x: x.getPixelForValue(point.x), y: y.getPixelForValue(point.y) }));
    switch (kind) {
      case 'band':
        return [];
      case 'points':
        return pixels;
      case 'line':
        return pixels.flatMap((from, index) => between(from, pixels[index + 1] ?? from));
      case 'bars':
        return pixels.flatMap((corner, cell) =>
          between(corner, { x: pixels[cell + 1]?.x ?? corner.x, y: corner.y }).flatMap((top) =>
            between(top, { x: top.x, y: y.bottom }),
          ),
        );
    }
  });
}

function between(from: Point, to: Point): readonly Point[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6));
  return Array.from({ length: steps }, (_, step) => ({
    x: from.x + ((to.x - from.x) * step) / steps,
    y: from.y + ((to.y - from.y) * step) / steps,
  }));
}

function regionSpan({ scales, chartArea }: DrawnChart, region: { fromX: number; toX: number }) {
  const pixel = (value: number) =>
    Math.min(chartArea.right, Math.max(chartArea.left, scales['x']?.getPixelForValue(value) ?? chartArea.left));
  return { left: pixel(region.fromX), right: pixel(region.toX) };
}

function markPixel({ scales, chartArea }: DrawnChart, mark: { axis: 'x' | 'y'; at: number }): number | undefined {
  const pixel = scales[mark.axis]?.getPixelForValue(mark.at);
  const [low, high] = mark.axis === 'x' ? [chartArea.left, chartArea.right] : [chartArea.top, chartArea.bottom];
  return pixel === undefined || pixel < low || pixel > high ? undefined : pixel;
}
