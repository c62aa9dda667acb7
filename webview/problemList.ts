import type { DataTable, EvalPanel } from '../server/protocol/panel.ts';
import { dataTable } from './dataTable.ts';
import { element } from './dom.ts';

export interface ProblemList {
  readonly node: HTMLElement;
  readonly update: (panel: EvalPanel | undefined) => void;
}

/** The problems of an evaluation by difficulty, and their counts where the log has no text for these to be shown in. */
export function createProblemList(): ProblemList {
  const lists = new Map<string, List>();
  const body = element('div');
  const node = element('section', { class: 'problems' }, element('h2', {}, 'Problems'), body);
  const listOf = (name: string, isOpen: boolean): List => {
    const list = lists.get(name) ?? createList(name, isOpen);
    lists.set(name, list);
    return list;
  };
  return {
    node,
    update: (panel) => {
      const rankings = (panel?.rankings ?? []).map(({ name, table }) => ({ list: listOf(name, false), name, table }));
      const counts = panel?.inPlaceOfText?.problems;
      const name = 'Counts of each problem';
      const all = counts === undefined ? rankings : [...rankings, { list: listOf(name, true), name, table: counts }];
      for (const each of all) each.list.show(each.table);
      // What is open, and the scroll of each, stay: the nodes are the same.
      const nodes = all.map(({ list }) => list.node);
      if (nodes.length !== body.children.length || nodes.some((each, i) => body.children[i] !== each))
        body.replaceChildren(...nodes);
      node.hidden = all.length === 0;
    },
  };
}

interface List {
  readonly node: HTMLElement;
  readonly show: (table: DataTable) => void;
}

function createList(name: string, isOpen: boolean): List {
  const table = element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': name });
  const node = element('details', isOpen ? { open: '' } : {}, element('summary', {}, name), table);
  return {
    node,
    show: (rows) => {
      table.replaceChildren(dataTable(rows, name));
    },
  };
}
