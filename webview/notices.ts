import type { EvalPanel, PanelModel } from '../server/protocol/panel.ts';
import { element } from './dom.ts';

export interface Notices {
  /** What misleads in the log: above the charts, because it changes how they are to be read. */
  readonly warnings: HTMLElement;
  /** The laws in numbers, and what was assumed: below them. */
  readonly method: HTMLElement;
  readonly update: (model: PanelModel | undefined, panel: EvalPanel | undefined) => void;
}

export function createNotices(): Notices {
  const warnings = element('ul', { class: 'warnings', 'aria-label': 'Warnings' });
  const laws = element('dl', { class: 'laws' });
  const assumptions = element('ul');
  const method = element(
    'div',
    { class: 'method' },
    element('section', {}, element('h2', {}, 'Fitted laws'), laws),
    element('section', {}, element('h2', {}, 'Method and assumptions'), assumptions),
  );
  return {
    warnings,
    method,
    update: (model, panel) => {
      fill(warnings, [...(model?.issues ?? []), ...(panel?.warnings ?? [])]);
      fill(assumptions, panel?.assumptions ?? []);
      laws.replaceChildren(
        ...(panel?.laws ?? []).flatMap(({ name, text }) => [element('dt', {}, name), element('dd', {}, text)]),
      );
      method.hidden = panel === undefined;
    },
  };
}

function fill(list: HTMLElement, sentences: readonly string[]): void {
  list.replaceChildren(...sentences.map((sentence) => element('li', {}, sentence)));
  list.hidden = sentences.length === 0;
}
