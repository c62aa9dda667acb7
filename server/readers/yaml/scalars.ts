import type { Scalar } from '../json/readScalar.ts';

export interface PlacedScalar {
  readonly value: Scalar;
  /** Where it stands in the text, in characters. */
  readonly at: number;
}

const MAX_SCALAR = 1000;

/** `null`, or the text of a plain or quoted value; numbers and verdicts are in their own spelling. Longer ones than an id are cut. */
export function yamlScalar(text: string): Scalar {
  const plain = text
    .slice(0, MAX_SCALAR)
    .replace(/(?:^|\s)#[^\n]*$/, '')
    .trim();
  if (/^(?:~|null|)$/i.test(plain)) return null;
  if (/^'.*'$/s.test(plain)) return plain.slice(1, -1).replaceAll("''", "'");
  if (/^".*"$/s.test(plain)) return unquote(plain);
  return /^[-+]?\.(?:inf|nan)$/i.test(plain) ? plain.replace('.', '') : plain;
}

/** The elements of a list of plain values, `- true` a line or `[true, false]`; undefined for any other value. */
export function yamlList(text: string): PlacedScalar[] | undefined {
  const start = startOfValue(text);
  const first = text[start];
  if (first !== '[' && first !== '-') return undefined;
  const pattern = first === '[' ? /()([^[\],\s][^,\]\n]*)/g : /^([ \t]*-[ \t]*)(.*)$/gm;
  return Array.from(text.slice(start).matchAll(pattern), ({ 1: before = '', 2: value = '', index }) => ({
    value: yamlScalar(value),
    at: start + index + before.length,
  }));
}

/** Behind white space and comments. */
function startOfValue(text: string): number {
  const pattern = /\s*(?:#[^\n]*)?/y;
  for (let match = pattern.exec(text); match?.[0].includes('#') === true; match = pattern.exec(text));
  return pattern.lastIndex;
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted.replace(/\s*\n\s*/g, ' ')));
  } catch {
    return quoted.slice(1, -1);
  }
}
