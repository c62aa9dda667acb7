import type { EvalPanel } from '../server/protocol/panel.ts';
import { dataTable } from './dataTable.ts';
import { element } from './dom.ts';

export interface ProblemList {
  readonly node: HTMLElement;
  readonly update: (panel: EvalPanel | undefined) => void;
}

/** The problems of an evaluation whose log has no text for them to be shown in; hidden for others. */
export function createProblemList(): ProblemList {
  const table = element('div', { class: 'table' });
  const details = element('details', { open: '' }, element('summary', {}, 'Counts of each problem'), table);
  const node = element('section', { class: 'problems' }, element('h2', {}, 'Problems'), details);
  return {
    node,
    update: (panel) => {
      const problems = panel?.inPlaceOfText?.problems;
      node.hidden = problems === undefined;
      table.replaceChildren(...(problems === undefined ? [] : [dataTable(problems, 'Problems')]));
    },
  };
}
