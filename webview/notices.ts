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
  const comparisons = element('dl', { class: 'laws' });
  const readings = element('dl', { class: 'laws' });
  const costs = element('dl', { class: 'laws' });
  const assumptions = element('ul');
  const sections = [
    element('section', {}, element('h2', {}, 'Which k?'), costs),
    element('section', {}, element('h2', {}, 'Beside the paper'), comparisons),
    element('section', {}, element('h2', {}, 'Fitted laws'), laws),
    element('section', {}, element('h2', {}, 'What the laws say'), readings),
    element('section', {}, element('h2', {}, 'Method and assumptions'), assumptions),
  ];
  const method = element('div', { class: 'method' }, ...sections);
  return {
    warnings,
    method,
    update: (model, panel) => {
      fill(warnings, [...(model?.issues ?? []), ...(panel?.warnings ?? [])]);
      fill(assumptions, panel?.assumptions ?? []);
      laws.replaceChildren(...entries(panel?.laws ?? []));
      comparisons.replaceChildren(...entries(panel?.comparisons ?? []));
      readings.replaceChildren(...entries(panel?.readings ?? []));
      costs.replaceChildren(...entries(panel?.costs ?? []));
      method.hidden = panel === undefined;
      for (const section of sections) section.hidden = section.lastElementChild?.childElementCount === 0;
    },
  };
}

function entries(named: readonly NamedText[]): readonly HTMLElement[] {
  return named.flatMap(({ name, text, definition }) => [
    element('dt', {}, name),
    element('dd', {}, text, ...(definition === undefined ? [] : [element('div', { class: 'definition' }, definition)])),
  ]);
}

interface NamedText {
  readonly name: string;
  readonly text: string;
  readonly definition?: string;
}

function fill(list: HTMLElement, sentences: readonly string[]): void {
  list.replaceChildren(...sentences.map((sentence) => element('li', {}, sentence)));
  list.hidden = sentences.length === 0;
}
