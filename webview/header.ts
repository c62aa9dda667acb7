import type { EvalPanel, Headline, PanelModel } from '../server/protocol/panel.ts';
import { element } from './dom.ts';

export interface Header {
  readonly node: HTMLElement;
  readonly update: (model: PanelModel | undefined, panel: EvalPanel | undefined) => void;
}

/** What is shown, how far its analysis is, and the numbers that a reader looks for first. */
export function createHeader({
  onSelect,
  onReveal,
}: {
  readonly onSelect: (evalIndex: number) => void;
  readonly onReveal: () => void;
}): Header {
  const progress = element('vscode-progress-bar', { 'aria-label': 'Analysing' });
  const title = element('h1');
  const subtitle = element('p', { class: 'subtitle' });
  const lens = element('p', { class: 'lens' });
  const message = element('p', { class: 'message', role: 'status' });
  const select = element('vscode-single-select', { 'aria-label': 'Evaluation' });
  select.addEventListener('change', () => {
    onSelect(select.selectedIndex);
  });
  const reveal = element('vscode-button', { secondary: '' }, 'Show log');
  reveal.addEventListener('click', onReveal);
  const numbers = element('dl', { class: 'headlines' });
  const node = element(
    'header',
    {},
    element('div', { class: 'progress' }, progress),
    element(
      'div',
      { class: 'heading' },
      element('div', { class: 'titles' }, title, subtitle),
      element('div', { class: 'actions' }, select, reveal),
    ),
    lens,
    message,
    numbers,
  );

  let choices = '';
  const updateSelect = (model: PanelModel | undefined, panel: EvalPanel | undefined) => {
    const evals = model?.evals ?? [];
    const labels = evalLabels(evals);
    select.hidden = evals.length < 2;
    if (choices !== labels.join('\n')) {
      choices = labels.join('\n');
      select.replaceChildren(
        ...labels.map((label, index) => element('vscode-option', { value: String(index) }, label)),
      );
    }
    if (panel !== undefined) void select.updateComplete.then(() => (select.selectedIndex = evals.indexOf(panel)));
  };

  return {
    node,
    update: (model, panel) => {
      progress.hidden = model !== undefined && model.state !== 'analysing';
      title.textContent = panel?.task ?? model?.title ?? '';
      subtitle.textContent =
        panel === undefined ? '' : [panel.model, panel.scorer, model?.title ?? ''].filter(Boolean).join(' · ');
      message.textContent = describeState(model);
      message.classList.toggle('failed', model?.state === 'failed');
      message.hidden = message.textContent === '';
      lens.textContent = panel?.inPlaceOfText?.lens ?? '';
      lens.hidden = lens.textContent === '';
      reveal.hidden = model === undefined || model.hasText === false;
      updateSelect(model, panel);
      numbers.replaceChildren(...(panel?.headlines ?? []).map(headlineNode));
    },
  };
}

function headlineNode({ label, value, detail }: Headline): HTMLElement {
  return element(
    'div',
    { class: 'headline' },
    element('dt', {}, label),
    element('dd', { class: 'value' }, value),
    element('dd', { class: 'detail' }, detail),
  );
}

/** What tells each evaluation from the others of the log. */
function evalLabels(evals: readonly EvalPanel[]): readonly string[] {
  const names = evals.map(({ task, model, scorer }) => [task, model, scorer]);
  const differing = [0, 1, 2].filter((part) => new Set(names.map((name) => name[part])).size > 1);
  return names.map((name, index) => {
    const label = differing.map((part) => name[part]).join(' · ');
    return label === '' ? `Evaluation ${String(index + 1)}` : label;
  });
}

function describeState(model: PanelModel | undefined): string {
  if (model === undefined) return 'Reading the log…';
  if (model.message !== undefined) return model.message;
  if (model.evals.length > 0) return '';
  return model.state === 'analysing' ? 'Analysing the log…' : 'Nothing in this log can be analyzed.';
}
