import { quoteLogText } from './quoteLogText.ts';

/** `summaries.json, line 3, column 17`: a place in a member of an archive; `line` and `character` from zero. */
export function describePlace({
  member,
  line,
  character,
}: {
  readonly member?: string;
  readonly line: number;
  readonly character: number;
}): string {
  const name = member === undefined ? '' : `${quoteLogText(member)}, `;
  return `${name}line ${line + 1}, column ${character + 1}`;
}
