import type { ChartId, ChartModel, ChartSeries, EvalPanel, PanelModel } from '../server/protocol/panel.ts';
import { element } from './dom.ts';
import { createFigure, type Figure, type FigureHost } from './figure.ts';
import { createHeader } from './header.ts';
import { createNotices } from './notices.ts';
import { createPictures } from './pictures.ts';
import { createProblemList } from './problemList.ts';
import { readTheme, watchTheme } from './theme.ts';
import { restoreViewState, storeViewState, type ViewState } from './viewState.ts';
import type { VsCodeApi } from './vscodeApi.ts';

export interface Page {
  /** Shows a newer model in place. */
  readonly update: (model: PanelModel) => void;
  /** Shows one of the evaluations of the log. */
  readonly select: (evalIndex: number) => void;
}

/** The panel of one log in `root`: built once, then only updated, so that scroll, toggles and focus survive every edit of the log. */
export function createPage(root: HTMLElement, vscode: VsCodeApi): Page {
  let state = restoreViewState(vscode.getState());
  let theme = readTheme();
  let model: PanelModel | undefined;
  const figures = new Map<ChartId, Figure>();

  const setState = (change: Partial<ViewState>) => {
    state = { ...state, ...change };
    vscode.setState(storeViewState(state));
  };
  const select = (evalIndex: number) => {
    setState({ evalIndex });
    render();
  };

  const header = createHeader({
    onSelect: (evalIndex) => {
      select(evalIndex);
      vscode.postMessage({ type: 'selected', evalIndex });
    },
    onReveal: () => {
      vscode.postMessage({ type: 'reveal' });
    },
  });
  const notices = createNotices();
  const problems = createProblemList();
  const charts = element('div', { class: 'charts' });
  const computeCharts = element('div', { class: 'charts' });
  const compute = element('details', { class: 'compute' }, element('summary', {}, 'Against compute'), computeCharts);
  const pictures = createPictures();
  const live = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  root.replaceChildren(
    header.node,
    notices.warnings,
    charts,
    pictures.node,
    compute,
    problems.node,
    notices.method,
    live,
  );

  const host: FigureHost = {
    isShown: (chart, series) => state.shown.get(seriesKey(chart, series)) ?? series.visible,
    toggle: (chart, series) => {
      const isShown = !host.isShown(chart, series);
      setState({ shown: new Map(state.shown).set(seriesKey(chart, series), isShown) });
      host.announce(`${series.label} ${isShown ? 'shown' : 'hidden'}`);
    },
    isTableOpen: (chart) => state.openTables.has(chart),
    openTable: (chart, isOpen) => {
      const others = [...state.openTables].filter((id) => id !== chart);
      setState({ openTables: new Set(isOpen ? [...others, chart] : others) });
    },
    save: (chart, format, dataBase64) => {
      const suggestedName = `${fileName(shownEval(model, state))}-${chart.id}.${format}`;
      vscode.postMessage({ type: 'save', suggestedName, format, dataBase64 });
    },
    announce: (text) => {
      live.textContent = text;
    },
  };

  const render = () => {
    const panel = shownEval(model, state);
    header.update(model, panel);
    notices.update(model, panel);
    pictures.update(panel?.pictures ?? []);
    problems.update(panel);
    place(charts, panel?.charts ?? []);
    place(computeCharts, panel?.computeCharts ?? []);
    compute.hidden = computeCharts.children.length === 0;
  };

  const place = (grid: HTMLElement, models: readonly ChartModel[]) => {
    const wanted = models.map((chart) => figureOf(chart));
    if (wanted.length !== grid.children.length || wanted.some((node, index) => grid.children[index] !== node))
      grid.replaceChildren(...wanted);
  };

  const figureOf = (chart: ChartModel): HTMLElement => {
    const known = figures.get(chart.id);
    if (known === undefined) {
      const figure = createFigure(chart, theme, host);
      figures.set(chart.id, figure);
      return figure.node;
    }
    known.update(chart, theme);
    return known.node;
  };

  watchTheme(() => {
    theme = readTheme();
    render();
  });
  window.addEventListener('scrollend', () => {
    setState({ scrollTop: Math.round(window.scrollY) });
  });
  render();

  return {
    update: (newModel) => {
      const isFirst = model === undefined || model.evals.length === 0;
      model = newModel;
      setState({ uri: newModel.uri });
      if (state.uri !== newModel.uri) setState({ uri: newModel.uri });
      render();
      if (isFirst && newModel.evals.length > 0) window.scrollTo(0, state.scrollTop);
    },
    select,
  };
}

function shownEval(model: PanelModel | undefined, { evalIndex }: ViewState): EvalPanel | undefined {
  return model?.evals[evalIndex] ?? model?.evals[0];
}

function seriesKey(chart: ChartId, series: ChartSeries): string {
  return `${chart}/${series.id}`;
}

/** A name that is harmless on every file system, whatever the log calls its task. */
function fileName(panel: EvalPanel | undefined): string {
  const words = `${panel?.task ?? ''} ${panel?.model ?? ''}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'passk';
}
