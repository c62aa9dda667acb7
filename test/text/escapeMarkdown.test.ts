import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeMarkdown } from '../../server/text/escapeMarkdown.ts';
import { quoteLogText } from '../../server/text/quoteLogText.ts';

describe('escapeMarkdown', () => {
  it('leaves nothing of links, HTML, tables or emphasis', () => {
    assert.equal(escapeMarkdown('[a](command:x)'), '\\[a\\]\\(command\\:x\\)');
    assert.equal(escapeMarkdown('<img src=x>&lt;'), '&lt;img src\\=x\\>&amp;lt;');
    assert.equal(escapeMarkdown('a|b\nc *d*'), 'a\\|b c \\*d\\*');
    assert.equal(escapeMarkdown('plain text 42'), 'plain text 42');
  });

  it('renders as the very text, alone and in a table', () => {
    const markdown = new MarkdownIt({ html: true, linkify: true });
    const hostile = fc.constantFrom(
      '[',
      '](',
      '<b>',
      '&lt;',
      '|',
      '`',
      '**',
      '#',
      '- ',
      'http://a.b',
      'www.a.com',
      'a@b.co',
      '~~',
    );
    const texts = fc.array(fc.oneof(hostile, fc.string()), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (raw) => {
        const text = quoteLogText(raw, 1000);
        fc.pre(text !== '');
        const html = markdown.utils.escapeHtml(text);
        assert.equal(markdown.render(escapeMarkdown(text)), `<p>${html}</p>\n`);
        assert.ok(markdown.render(`|a|\n|-|\n|${escapeMarkdown(text)}|`).includes(`<td>${html}</td>`), text);
      }),
      { numRuns: 1000 },
    );
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
