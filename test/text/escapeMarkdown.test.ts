import assert from 'node:assert/strict';
import { escapeMarkdown } from '../../server/text/escapeMarkdown.ts';
import { quoteLogText } from '../../server/text/quoteLogText.ts';

describe('escapeMarkdown', () => {
  it('leaves nothing of links, HTML, tables or emphasis', () => {
    assert.equal(escapeMarkdown('[a](command:x)'), '\\[a\\]\\(command\\:x\\)');
    assert.equal(escapeMarkdown('<img src=x>&lt;'), '&lt;img src\\=x\\>&amp;lt;');
    assert.equal(escapeMarkdown('a|b\nc *d*'), 'a\\|b c \\*d\\*');
    assert.equal(escapeMarkdown('plain text 42'), 'plain text 42');
  });
});

describe('quoteLogText', () => {
  it('blanks what cannot be seen, and keeps the rest', () => {
    assert.equal(quoteLogText('a\u0000b\u202ec\nd'), 'a b c d');
    assert.equal(quoteLogText('naïve 漢字 🙂'), 'naïve 漢字 🙂');
  });

  it('cuts long text without splitting a character', () => {
    assert.equal(quoteLogText('🙂'.repeat(100), 5), '🙂🙂🙂🙂…');
    assert.equal(quoteLogText('abc', 3), 'abc');
    assert.equal(quoteLogText('\ud83d'), '');
  });
});
