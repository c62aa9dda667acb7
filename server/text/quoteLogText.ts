const MAX_LENGTH = 80;

/**
 * Text from a log as it may stand inside a sentence or a table: control, bidirectional-override and zero-width characters
 * become visible blanks, and what is long is cut. Not yet safe as markdown or HTML: see `escapeMarkdown`.
 */
export function quoteLogText(text: string, maxLength = MAX_LENGTH): string {
  const plain = text
    .slice(0, 4 * maxLength)
    .replace(UNPRINTABLE, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const characters = Array.from(plain);
  const isCut = characters.length > maxLength || text.length > 4 * maxLength;
  return isCut ? `${characters.slice(0, maxLength - 1).join('')}…` : plain;
}

// Control characters, line and paragraph separators, format characters (bidirectional overrides, zero-width), lone surrogates.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}\p{Co}]+/gu;
