import type { ChartSeries } from '../server/protocol/panel.ts';
import type { Theme } from './theme.ts';
import { seriesStyle } from './seriesStyle.ts';

export const SWATCH = { width: 26, height: 12 } as const;

/** The key of a series, as legends show it, with its left top corner at (x, y). */
export function drawSwatch(
  ctx: CanvasRenderingContext2D,
  series: ChartSeries,
  theme: Theme,
  x: number,
  y: number,
): void {
  const style = seriesStyle(series, theme);
  const middle = y + SWATCH.height / 2;
  ctx.save();
  ctx.strokeStyle = style.color;
  ctx.fillStyle = series.kind === 'points' ? style.color : style.fill;
  ctx.beginPath();
  switch (series.kind) {
    case 'band':
    case 'bars':
      ctx.rect(x + 1, y + 1, SWATCH.width - 2, SWATCH.height - 2);
      ctx.fill();
      ctx.lineWidth = series.kind === 'bars' ? 1 : 0.5;
      break;
    case 'points':
      ctx.arc(x + SWATCH.width / 2, middle, 3, 0, 2 * Math.PI);
      ctx.fill();
      ctx.moveTo(x + SWATCH.width / 2, y);
      ctx.lineTo(x + SWATCH.width / 2, y + SWATCH.height);
      ctx.lineWidth = 1.25;
      break;
    case 'line':
      ctx.moveTo(x, middle);
      ctx.lineTo(x + SWATCH.width, middle);
      ctx.lineWidth = style.width;
      ctx.setLineDash(style.dash);
      break;
  }
  ctx.stroke();
  ctx.restore();
}
