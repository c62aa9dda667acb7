import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readers } from '../../server/readers/readers.ts';
import { sniff } from '../../server/sniff/sniff.ts';
import { describeCase, describeEval, fixtureCases, readFixture } from '../support/fixtureLogs.ts';
import { readProjectFile, root } from '../support/projectFiles.ts';

const cases = fixtureCases();
const texts = cases.flatMap(({ logs }) => logs.filter((path) => /\.(jsonl?|ya?ml)$/.test(path)));

describe('the fixtures of the formats', () => {
  for (const each of cases) {
    it(`read as expected: ${each.name}`, () => {
      assert.equal(describeCase(each), readProjectFile(each.expected));
    });
  }
});

describe('every format', () => {
  it('has a fixture, or a test of its own', () => {
    const tested = new Set<string>([
      'inspect',
      'human-eval',
      'evalplus',
      'lm-eval-results',
      'lm-eval-samples',
      'counts',
    ]);
    for (const { format } of cases) tested.add(format);
    assert.deepEqual(
      Object.keys(readers).filter((format) => !tested.has(format)),
      [],
    );
  });

  it('is told by the head of its files, however early the head ends', () => {
    for (const { format, logs } of cases) {
      for (const path of logs.filter((each) => texts.includes(each))) {
        const text = readProjectFile(path);
        const name = basename(path);
        assert.equal(sniff(name, text), format, path);
        for (let end = 0; end < Math.min(text.length, 4000); end += 7) {
          const early = sniff(name, text.slice(0, end));
          assert.ok(early === undefined || early === format, `${path}: ${early} of ${end} bytes`);
        }
      }
    }
  });
});

describe('the same counts', () => {
  for (const path of texts) {
    const text = readProjectFile(path);
    const evalsOf = (bytes: Uint8Array): string[] => readFixture(path, bytes).result.evals.flatMap(describeEval);
    const expected = evalsOf(readFileSync(join(root, path)));
    const encode = (each: string): Uint8Array => new TextEncoder().encode(each);

    it(`with a byte-order mark, Windows line ends, and in UTF-16: ${path}`, () => {
      assert.deepEqual(evalsOf(encode(`\ufeff${text}`)), expected);
      assert.deepEqual(evalsOf(encode(text.replaceAll('\n', '\r\n'))), expected);
      assert.deepEqual(evalsOf(Buffer.from(`\ufeff${text}`, 'utf16le')), expected);
    });

    if (!/\.jsonl?$/.test(path)) continue;
    it(`with a string of a million characters in it: ${path}`, () => {
      assert.deepEqual(evalsOf(encode(withLongString(text, path))), expected);
    });
  }
});

/** Puts it where it changes nothing: at the end of the document's object or last record, or of the last line. */
function withLongString(text: string, path: string): string {
  const member = `"padding": ${JSON.stringify('\\"{[x'.repeat(200_000))}`;
  const trimmed = text.trimEnd();
  const end = path.endsWith('.jsonl') ? trimmed.lastIndexOf('}') : trimmed.length - 1;
  if (trimmed[end] === '}') return `${trimmed.slice(0, end)}, ${member}${trimmed.slice(end)}`;
  const record = trimmed.lastIndexOf('}', end);
  return `${trimmed.slice(0, record)}, ${member}${trimmed.slice(record)}`;
}
