import assert from 'node:assert/strict';
import { textTable, wrapText } from '../../server/cli/textTable.ts';

describe('textTable', () => {
  it('aligns columns, and leaves no blanks at the ends of lines', () => {
    const columns = [
      { label: 'k', align: 'right' },
      { label: 'basis', align: 'left' },
      { label: 'β', align: 'left' },
    ] as const;
    assert.deepEqual(
      textTable(columns, [
        ['1', 'data', '0.35'],
        ['10,000', '×'],
      ]),
      ['     k  basis  β', '     1  data   0.35', '10,000  ×'],
    );
  });
});

describe('wrapText', () => {
  it('breaks at blanks, and leaves long words whole', () => {
    assert.deepEqual(wrapText('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrapText('aVeryLongWord b', 5), ['aVeryLongWord', 'b']);
    assert.deepEqual(wrapText('', 5), ['']);
  });
});
