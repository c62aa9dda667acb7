import assert from 'node:assert/strict';
import { textSource } from '../../server/readers/byteSource.ts';
import { createIssueLog } from '../../server/readers/issueLog.ts';
import { createWindow } from '../../server/readers/json/byteWindow.ts';
import { readScalar, type Scalar } from '../../server/readers/json/readScalar.ts';
import { forEachLine } from '../../server/readers/lines.ts';

interface ExpectedLines {
  /** Values of the lines that were counted. */
  readonly values: readonly Scalar[];
  /** `code start`, the start being an offset. */
  readonly issues?: readonly string[];
}

/** Reads lines through a window of 16 bytes that may grow to 32. */
function checkLines(text: string, { values, issues = [] }: ExpectedLines): void {
  const log = {
    window: createWindow(textSource(text), { size: 16, maxSize: 32 }),
    name: 'x.jsonl',
    issues: createIssueLog(),
    isJsonLines: true,
    folder: '',
  };
  const counted: { value: Scalar; text: string }[] = [];
  let value: Scalar | undefined;
  forEachLine(log, {
    parse: (window) => {
      value = readScalar(window);
    },
    commit: ({ start, end }) => {
      counted.push({ value: value ?? null, text: text.slice(start, end) });
    },
  });
  assert.deepEqual(
    counted.map((each) => each.value),
    values,
  );
  for (const each of counted) assert.equal(each.text, JSON.stringify(each.value));
  assert.deepEqual(
    log.issues.all().map(({ code, range }) => `${code} ${range?.start ?? -1}`),
    issues,
  );
}

describe('reading line by line', () => {
  it('gives each value with its place, whatever the line ends', () => {
    checkLines('1\n"two"\r\n\n  3  \nnull', { values: [1, 'two', 3, null] });
  });

  it('grows the window for a line that does not fit', () => {
    checkLines(`1\n"${'x'.repeat(25)}"\n3\n`, { values: [1, 'x'.repeat(25), 3] });
  });

  it('passes over a line that does not fit the largest window, and reads the next', () => {
    for (const length of [31, 40, 64, 1000]) {
      checkLines(`1\n"${'x'.repeat(length)}"\n3\n`, { values: [1, 3], issues: ['tooLarge 2'] });
    }
    checkLines(`1\n"${'x'.repeat(1000)}`, { values: [1], issues: ['tooLarge 2'] });
  });

  it('says where a line is malformed, and whether it was cut', () => {
    checkLines('1\n[\n3\n"cu', { values: [1, 3], issues: ['badLine 3', 'truncated 8'] });
    checkLines('1 2\n3\nnul', { values: [3], issues: ['badLine 2', 'truncated 8'] });
  });
});
