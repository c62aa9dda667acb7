/** Text as markdown that renders as that very text: no emphasis, link, image, HTML, table cell, list, autolink or mention. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+\-.!|~&@$^=:]/g, (character) => ENTITIES[character] ?? `\\${character}`)
    .replace(/\r?\n|\r/g, ' ');
}

/** In a table a backslash in front of a bar counts as its escape even when it is escaped itself: it must not stand there as such. */
const ENTITIES: Partial<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '\\': '&#92;' };
