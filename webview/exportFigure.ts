import { Chart, type Plugin } from 'chart.js';
import type { ChartModel } from '../server/protocol/panel.ts';
import { chartConfig, chartOptions } from './chartConfig.ts';
import type { ChartView } from './chartView.ts';
import { context2d } from './dom.ts';
import { drawSwatch, SWATCH } from './drawSwatch.ts';
import { recordSvg } from './svgContext.ts';

/** Size of an exported figure in CSS pixels, whatever the size on the screen, and pixels of a PNG per CSS pixel. */
const FIGURE = { width: 760, height: 460, margin: 16, titleHeight: 28, legendRow: 20 } as const;
const PNG_SCALE = 3;

/** The chart as it is shown, with its title and legend, as an SVG document. */
export function figureToSvg(view: ChartView): string {
  const recording = recordSvg(FIGURE.width, FIGURE.height);
  const legend = layOutLegend(view, context2d(recording.canvas));
  const options = chartOptions(view);
  const chart = new Chart(recording.canvas, {
    ...chartConfig(view),
    options: {
      ...options,
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      layout: {
        padding: {
          top: FIGURE.margin + FIGURE.titleHeight,
          right: FIGURE.margin + 8,
          bottom: FIGURE.margin + legend.rows * FIGURE.legendRow,
          left: FIGURE.margin,
        },
      },
    },
    plugins: [drawSurroundings(view, legend), ...(chartConfig(view).plugins ?? [])],
  });
  const svg = recording.toSvg();
  chart.destroy();
  return svg;
}

/** The same figure as pixels: a PNG, base64. */
export async function figureToPngBase64(view: ChartView): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${textToBase64(figureToSvg(view))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = FIGURE.width * PNG_SCALE;
  canvas.height = FIGURE.height * PNG_SCALE;
  context2d(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}

/**
 * The numbers of all series, unrounded, shown or not: RFC 4180 with a byte order mark, which spreadsheets need to read UTF-8.
 * Every text in it is the panel's own, none is the log's.
 */
export function chartToCsv({ x, y, series }: ChartModel): string {
  const header = ['series', x.label, y.label, 'low', 'high', 'x low', 'x high'];
  const rows = series.flatMap(({ label, points }) =>
    points.map((point) => [label, point.x, point.y, point.low, point.high, point.xLow, point.xHigh]),
  );
  const cell = (value: string | number | undefined) => {
    const text = value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

export function textToBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

interface LegendLayout {
  readonly rows: number;
  readonly entries: readonly { readonly index: number; readonly x: number; readonly row: number }[];
}

function layOutLegend({ model, theme, isShown }: ChartView, ctx: CanvasRenderingContext2D): LegendLayout {
  ctx.font = `11px ${theme.fontFamily}`;
  const entries: { index: number; x: number; row: number }[] = [];
  let [x, row] = [FIGURE.margin + 8, 0];
  model.series.forEach((series, index) => {
    if (!isShown(series)) return;
    const width = SWATCH.width + 6 + ctx.measureText(series.label).width + 16;
    if (x + width > FIGURE.width - FIGURE.margin && x > FIGURE.margin + 8) [x, row] = [FIGURE.margin + 8, row + 1];
    entries.push({ index, x, row });
    x += width;
  });
  return { rows: entries.length === 0 ? 0 : row + 1, entries };
}

/** Background, title and legend, which on the screen belong to the page. */
function drawSurroundings({ model, theme }: ChartView, legend: LegendLayout): Plugin<'line'> {
  return {
    id: 'surroundings',
    beforeDraw: ({ ctx }) => {
      ctx.save();
      ctx.fillStyle = theme.background;
      ctx.fillRect(0, 0, FIGURE.width, FIGURE.height);
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      ctx.fillStyle = theme.foreground;
      ctx.font = `600 15px ${theme.fontFamily}`;
      ctx.fillText(model.title, FIGURE.margin + 8, FIGURE.margin + 8);
      ctx.font = `11px ${theme.fontFamily}`;
      const top = FIGURE.height - FIGURE.margin / 2 - legend.rows * FIGURE.legendRow;
      for (const { index, x, row } of legend.entries) {
        const series = model.series[index];
        if (series === undefined) continue;
        const y = top + row * FIGURE.legendRow;
        drawSwatch(ctx, series, theme, x, y);
        ctx.fillStyle = theme.foreground;
        ctx.fillText(series.label, x + SWATCH.width + 6, y + SWATCH.height / 2);
      }
      ctx.restore();
    },
  };
}
