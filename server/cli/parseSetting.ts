import { InvalidArgumentError } from 'commander';

export interface Setting {
  readonly name: string;
  readonly value: unknown;
}

/** The settings that hold a list, for which one value is a list of one. */
const LISTS = new Set(['seeds', 'temperatures', 'thresholds', 'noises', 'noiseWithTemperature']);

/** For a repeatable option: `epochs=100`, `data=mnist`, `seeds=0,1,2`, `thresholds=5%,0.12`, or a value in JSON. */
export function parseSetting(text: string, earlier: readonly Setting[] = []): readonly Setting[] {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Write a setting as name=value, e.g. epochs=100.');
  return [...earlier, { name, value: valueOf(name, value) }];
}

function valueOf(name: string, text: string): unknown {
  if (/^[[{"]/.test(text)) return parseJson(text);
  if (!LISTS.has(name) && !text.includes(',')) return scalarOf(text);
  return text.split(',').map((item) => scalarOf(item.trim()));
}

function scalarOf(text: string): string | number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`“${text}” is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
