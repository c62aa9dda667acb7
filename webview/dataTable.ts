import type { DataTable } from '../server/protocol/panel.ts';
import { element } from './dom.ts';

/** The numbers behind a chart as an accessible table. */
export function dataTable({ columns, rows }: DataTable, caption: string): HTMLTableElement {
  const align = (column: number) => ({ class: columns[column]?.align ?? 'left' });
  return element(
    'table',
    {},
    element('caption', { class: 'visually-hidden' }, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...columns.map(({ label }, column) => element('th', { scope: 'col', ...align(column) }, label)),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map((cells) => element('tr', {}, ...cells.map((cell, column) => element('td', align(column), cell)))),
    ),
  );
}
