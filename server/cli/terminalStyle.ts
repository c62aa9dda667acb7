/** How a text report sets off its parts: with color on a terminal, with nothing elsewhere. */
export interface TerminalStyle {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly failure: (text: string) => string;
}

/** Color only on a terminal, and not where `NO_COLOR` is set (no-color.org) or the terminal is dumb. */
export function terminalStyle(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): TerminalStyle {
  const hasColor = stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const paint = (code: number) => (text: string) => (hasColor ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { strong: paint(1), faint: paint(2), caution: paint(33), failure: paint(31) };
}

/** Columns to fill: lines of more than a hundred characters are hard to read. */
export function widthOf({ columns }: { readonly columns?: number }): number {
  return Math.min(columns ?? MAX_WIDTH, MAX_WIDTH);
}

const MAX_WIDTH = 100;
