import { Chart } from 'chart.js';
import type { ChartId, ChartModel, ChartSeries } from '../server/protocol/panel.ts';
import { chartConfig, chartDatasets, chartOptions } from './chartConfig.ts';
import type { ChartView, SeriesChart } from './chartView.ts';
import { attachCursor } from './cursor.ts';
import { dataTable } from './dataTable.ts';
import { element } from './dom.ts';
import { chartToCsv, figureToPngBase64, figureToSvg, textToBase64 } from './exportFigure.ts';
import { createLegend } from './legend.ts';
import type { Theme } from './theme.ts';

/** What a figure asks of the page that it is in. */
export interface FigureHost {
  readonly isShown: (chart: ChartId, series: ChartSeries) => boolean;
  readonly toggle: (chart: ChartId, series: ChartSeries) => void;
  readonly isTableOpen: (chart: ChartId) => boolean;
  readonly openTable: (chart: ChartId, isOpen: boolean) => void;
  readonly save: (chart: ChartModel, format: 'png' | 'svg' | 'csv', dataBase64: string) => void;
  readonly announce: (text: string) => void;
}

export interface Figure {
  readonly node: HTMLElement;
  /** Redraws in place: toggles, open table, scroll and focus stay. */
  readonly update: (model: ChartModel, theme: Theme) => void;
}

/** One chart with its title, what it says in a sentence, its legend, the numbers behind it, and ways to save it. */
export function createFigure(model: ChartModel, theme: Theme, host: FigureHost): Figure {
  const { id } = model;
  const view: ChartView = { model, theme, isShown: (series) => host.isShown(id, series) };
  const title = element('h2', { id: `${id}-title` });
  const summary = element('p', { id: `${id}-summary`, class: 'summary' });
  const absent = element('p', { class: 'absent' });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const plot = element(
    'div',
    {
      class: 'plot',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'chart',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-summary ${id}-keys`,
    },
    canvas,
  );
  const keys = element(
    'p',
    { id: `${id}-keys`, class: 'visually-hidden' },
    'Arrow keys left and right move along a curve, up and down to another one.',
  );
  const table = element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-labelledby': `${id}-title` });
  const details = element('details', {}, element('summary', {}, 'Data'), table);
  details.open = host.isTableOpen(id);
  details.addEventListener('toggle', () => {
    host.openTable(id, details.open);
  });
  const legend = createLegend(view, (series) => {
    host.toggle(id, series);
    redraw();
  });
  const drawing = element('div', { class: 'drawing' }, plot, keys, legend.node);
  const save = saveButtons(view, host);
  const footer = element('div', { class: 'figure-footer' }, details, save);
  const node = element(
    'figure',
    { id, 'aria-labelledby': `${id}-title` },
    element('figcaption', {}, title, summary),
    element('div', {}, absent, drawing),
    footer,
  );

  let chart: SeriesChart | undefined;

  const redraw = () => {
    legend.update();
    if (chart === undefined) {
      chart = new Chart(canvas, chartConfig(view));
      attachCursor(plot, view, chart, host.announce);
      return;
    }
    chart.data.datasets = chartDatasets(view);
    chart.options = chartOptions(view);
    chart.update('none');
  };

  const update = (newModel: ChartModel, newTheme: Theme) => {
    view.model = newModel;
    view.theme = newTheme;
    title.textContent = newModel.title;
    summary.textContent = newModel.summary;
    const hasChart = newModel.absentBecause === undefined;
    absent.textContent = newModel.absentBecause ?? '';
    absent.hidden = hasChart;
    summary.hidden = !hasChart;
    drawing.hidden = !hasChart;
    save.hidden = !hasChart;
    details.hidden = newModel.table.rows.length === 0;
    table.replaceChildren(dataTable(newModel.table, newModel.title));
    if (hasChart) redraw();
  };
  update(model, theme);
  return { node, update };
}

function saveButtons(view: ChartView, host: FigureHost): HTMLElement {
  const button = (format: 'png' | 'svg' | 'csv', toBase64: () => Promise<string> | string) => {
    const name = format.toUpperCase();
    const node = element('vscode-button', { secondary: '', 'aria-label': `Save ${view.model.title} as ${name}` }, name);
    node.addEventListener('click', () => {
      void Promise.resolve(toBase64()).then((dataBase64) => {
        host.save(view.model, format, dataBase64);
      });
    });
    return node;
  };
  return element(
    'div',
    { class: 'save', role: 'group', 'aria-label': 'Save as' },
    button('png', () => figureToPngBase64(view)),
    button('svg', () => textToBase64(figureToSvg(view))),
    button('csv', () => textToBase64(chartToCsv(view.model))),
  );
}
