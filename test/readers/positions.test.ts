import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { bytesSource, textSource } from '../../server/readers/byteSource.ts';
import { positionsOf } from '../../server/readers/positions.ts';

/** Characters of a text; CRLF is one, since no place is between the two. */
const charactersOf = (text: string): string[] => text.match(/\r\n|[^]/gu) ?? [];

/** Offset of each place between two characters, their lengths being counted by `lengthOf`. */
function offsetsOf(text: string, lengthOf: (character: string) => number): number[] {
  const offsets = [0];
  for (const character of charactersOf(text)) offsets.push((offsets.at(-1) ?? 0) + lengthOf(character));
  return offsets;
}

const byteOffsets = (text: string): number[] =>
  offsetsOf(text, (character) => new TextEncoder().encode(character).length);

/** The same places by another implementation, from the text. */
function expectedPositions(text: string): { line: number; character: number }[] {
  const document = TextDocument.create('file:///x', 'json', 1, text);
  return offsetsOf(text, (character) => character.length).map((unit) => document.positionAt(unit));
}

describe('positions of byte offsets', () => {
  it('are lines and UTF-16 columns, as a language server has them', () => {
    const characters = fc.constantFrom('a', '\n', '\r\n', '\r', 'é', '漢', '😀', '\t', '"');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        assert.deepEqual(positionsOf(textSource(text), byteOffsets(text)), expectedPositions(text));
      }),
    );
  });

  it('hold across the pieces that a file is read in', () => {
    const text = '漢字😀\r\n'.repeat(30_000);
    const offsets = byteOffsets(text).filter((_, i) => i % 977 === 0);
    const expected = expectedPositions(text).filter((_, i) => i % 977 === 0);
    assert.deepEqual(positionsOf(textSource(text), offsets), expected);
  });

  it('do not count a byte-order mark', () => {
    const bytes = new TextEncoder().encode('\ufeffab');
    assert.deepEqual(positionsOf(bytesSource(bytes), [3, 4]), [
      { line: 0, character: 0 },
      { line: 0, character: 1 },
    ]);
  });

  it('stay at the end for offsets behind it, and for a file that is empty or no text', () => {
    assert.deepEqual(positionsOf(textSource('a\nbc'), [3, 99]), [
      { line: 1, character: 1 },
      { line: 1, character: 2 },
    ]);
    assert.deepEqual(positionsOf(textSource(''), [0, 5]), [
      { line: 0, character: 0 },
      { line: 0, character: 0 },
    ]);
    assert.deepEqual(positionsOf(bytesSource(Uint8Array.of(0x50, 0x4b, 3, 4)), [2]), [{ line: 0, character: 0 }]);
  });
});
