import type { ChartSeries } from '../server/protocol/panel.ts';
import type { ChartView } from './chartView.ts';
import { context2d, element } from './dom.ts';
import { drawSwatch, SWATCH } from './drawSwatch.ts';

export interface Legend {
  readonly node: HTMLElement;
  /** Draws the keys anew: other series, another theme, or one switched. Keeps the focus. */
  readonly update: () => void;
}

/** One toggle a series. */
export function createLegend(view: ChartView, onToggle: (series: ChartSeries) => void): Legend {
  const node = element('div', { class: 'legend', role: 'group', 'aria-label': 'Series' });
  const buttons = new Map<string, HTMLButtonElement>();

  const buttonOf = (id: string) => {
    const known = buttons.get(id);
    if (known !== undefined) return known;
    const button = element('button', { type: 'button', class: 'legend-entry' });
    button.addEventListener('click', () => {
      const series = view.model.series.find((candidate) => candidate.id === id);
      if (series !== undefined) onToggle(series);
    });
    buttons.set(id, button);
    return button;
  };

  const update = () => {
    const wanted = view.model.series.map((series) => {
      const button = buttonOf(series.id);
      button.setAttribute('aria-pressed', String(view.isShown(series)));
      button.replaceChildren(swatch(view, series), series.label);
      return button;
    });
    if (wanted.length !== node.children.length || wanted.some((button, index) => node.children[index] !== button))
      node.replaceChildren(...wanted);
  };
  return { node, update };
}

function swatch({ theme }: ChartView, series: ChartSeries): HTMLCanvasElement {
  const ratio = window.devicePixelRatio;
  const canvas = element('canvas', {
    class: 'swatch',
    width: String(Math.round(SWATCH.width * ratio)),
    height: String(Math.round(SWATCH.height * ratio)),
    'aria-hidden': 'true',
  });
  const ctx = context2d(canvas);
  ctx.scale(ratio, ratio);
  drawSwatch(ctx, series, theme, 0, 0);
  return canvas;
}
