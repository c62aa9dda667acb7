/** Text as markdown that renders as that very text: no emphasis, link, image, HTML, table cell, list, autolink or mention. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+\-.!|~&@$^=:]/g, (character) =>
      character === '&' ? '&amp;' : character === '<' ? '&lt;' : `\\${character}`,
    )
    .replace(/\r?\n|\r/g, ' ');
}
