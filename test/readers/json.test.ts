import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createWindow, type ByteWindow } from '../../server/readers/json/byteWindow.ts';
import { enterArray, enterObject, nextAnyKey, nextElement } from '../../server/readers/json/containers.ts';
import { hashString } from '../../server/readers/json/hashString.ts';
import { readScalar } from '../../server/readers/json/readScalar.ts';
import { ReadStop } from '../../server/readers/json/readStop.ts';
import { peekByte, skipValue } from '../../server/readers/json/skipValue.ts';

/** A window that is as small as it may be, over a source that yields a few bytes at a time. */
function tinyWindow(text: string, size: number, piece: number): ByteWindow {
  const bytes = new TextEncoder().encode(text);
  let pos = 0;
  const read = (target: Uint8Array): number => {
    const count = Math.min(piece, target.length, bytes.length - pos);
    target.set(bytes.subarray(pos, pos + count));
    pos += count;
    return count;
  };
  return createWindow({ size: undefined, read }, { size });
}

function hashOf(window: ByteWindow): number {
  peekByte(window);
  return hashString(window);
}

/** The value, built by the cursor: what JSON.parse would build. */
function readValue(window: ByteWindow): unknown {
  const first = String.fromCharCode(peekByte(window));
  if (first === '[') {
    const elements: unknown[] = [];
    enterArray(window);
    while (nextElement(window)) elements.push(readValue(window));
    return elements;
  }
  if (first !== '{') return readScalar(window);
  const members: [string, unknown][] = [];
  enterObject(window);
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window))
    members.push([key, readValue(window)]);
  return Object.fromEntries(members);
}

const sizes = fc.record({
  size: fc.integer({ min: 8, max: 80 }),
  piece: fc.integer({ min: 1, max: 9 }),
  indent: fc.integer({ min: 0, max: 2 }),
});

describe('the JSON cursor', () => {
  it('reads what JSON.parse reads, through a window of any size', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), sizes, (value, { size, piece, indent }) => {
        const text = JSON.stringify(value, null, indent);
        const window = tinyWindow(text, size, piece);
        assert.deepEqual(readValue(window), JSON.parse(text));
        assert.equal(peekByte(window), -1);
      }),
      { numRuns: 200 },
    );
  });

  it('passes a value to exactly its end', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), sizes, (value, { size, piece, indent }) => {
        const window = tinyWindow(`${JSON.stringify(value, null, indent)} ,`, size, piece);
        skipValue(window);
        assert.equal(String.fromCharCode(peekByte(window)), ',');
      }),
      { numRuns: 200 },
    );
  });

  it('stops at every place where a text can be cut, and calls it cut', () => {
    const text = JSON.stringify({ a: [1, -2.5e3, true, null, 'x"\\é'], b: { c: '' } });
    for (let end = 1; end < text.length; end++) {
      assert.throws(
        () => readValue(tinyWindow(text.slice(0, end), 16, 3)),
        (error) => error instanceof ReadStop && error.reason === 'truncated',
        text.slice(0, end),
      );
    }
  });

  for (const text of [
    '{"a" 1}',
    '{"a":1 "b":2}',
    '[1 2]',
    '[1,,]',
    '{,}',
    '{a:1}',
    '[,1]',
    '[tru]',
    '[01]',
    '[1.]',
    '[.5]',
    '[+1]',
    '["\\x"]',
    '["\\u12"]',
    "['a']",
    '[1}',
    '{"a":]',
  ]) {
    it(`calls ${text} damaged`, () => {
      assert.throws(
        () => readValue(tinyWindow(text, 16, 3)),
        (error) => error instanceof ReadStop && error.reason === 'damaged',
      );
    });
  }

  it('hashes a string alike wherever it stands, and passes it', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.string({ maxLength: 20 }),
        sizes,
        (text, before, { size, piece }) => {
          const [string, padding] = [JSON.stringify(text), ' '.repeat(before.length)];
          const whole = tinyWindow(string, 400, 400);
          const hash = hashOf(whole);
          const window = tinyWindow(`${padding}${string}7`, size, piece);
          assert.equal(hashOf(window), hash);
          assert.equal(readScalar(window), 7);
        },
      ),
    );
    const window = tinyWindow('"abc', 16, 3);
    assert.throws(
      () => hashOf(window),
      (error) => error instanceof ReadStop && error.reason === 'truncated',
    );
  });

  it('passes over a comma behind the last member, which leaves nothing open', () => {
    assert.deepEqual(readValue(tinyWindow('[1, {"a": 2, },]', 16, 3)), [1, { a: 2 }]);
  });

  it('reads the numbers that Python writes and JSON does not have', () => {
    assert.deepEqual(readValue(tinyWindow('[NaN, Infinity, -Infinity, 1e999]', 16, 3)), [
      NaN,
      Infinity,
      -Infinity,
      Infinity,
    ]);
  });

  it('says where brackets do not match in what it passes over', () => {
    assert.throws(
      () => {
        skipValue(tinyWindow('[[{"a":"]"}}]', 16, 3));
      },
      (error) => error instanceof ReadStop && error.reason === 'damaged' && error.offset === 11,
    );
  });
});
