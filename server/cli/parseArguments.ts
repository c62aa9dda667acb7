import { InvalidArgumentError } from 'commander';
import { MAX_K } from '../core/kLadder.ts';

/** `--at 1,10,1k,1e4`: natural numbers, any order, each once. */
export function parseAttemptCounts(text: string): readonly number[] {
  return parseList(text, parseAttemptCount);
}

/** `--target 0.5,80%`: coverages strictly between 0 and 1. */
export function parseTargets(text: string): readonly number[] {
  return parseList(text, (item) => {
    const coverage = parseProportion(item);
    if (coverage <= 0 || coverage >= 1)
      throw new InvalidArgumentError(`“${item}” must lie strictly between 0 and 1, e.g. 0.8.`);
    return coverage;
  });
}

/** `--within 2%`: half width of an interval of a proportion. */
export function parseHalfWidth(text: string): number {
  const halfWidth = parseProportion(text);
  if (halfWidth <= 0 || halfWidth >= 0.5)
    throw new InvalidArgumentError('A half width lies between 0 and 0.5, e.g. 0.02 or 2%.');
  return halfWidth;
}

/** `--level 0.9`. */
export function parseLevel(text: string): number {
  const level = parseProportion(text);
  if (level < 0.5 || level > 0.999) throw new InvalidArgumentError('A level lies between 0.5 and 0.999, e.g. 0.9.');
  return level;
}

/** `--top 50`. */
export function parseNatural(text: string): number {
  const count = parseMagnitude(text);
  if (count === undefined || !Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError(`“${text}” is not a whole number from 1.`);
  }
  return count;
}

/** `--params 7e9`, `7B`, `70b`, `350M`: parameters of the model. */
export function parseModelParameters(text: string): number {
  const parameters = parseMagnitude(text);
  if (parameters === undefined || parameters < 1) {
    throw new InvalidArgumentError('Give the number of parameters, e.g. 7e9, 7B or 350M.');
  }
  return parameters;
}

/** `--budget 0.5`: an amount in the unit of the costs. */
export function parseAmount(text: string): number {
  const amount = parseMagnitude(text.startsWith('$') ? text.slice(1) : text);
  if (amount === undefined || !(amount > 0)) {
    throw new InvalidArgumentError('Give an amount above 0 in the unit of the costs, e.g. 0.5, 20 or 1e15.');
  }
  return amount;
}

/** `--params large=7B`; without a model the size is that of all. */
export interface ModelSize {
  readonly model: string | undefined;
  readonly parameters: number;
}

/** For a repeatable option: the sizes so far and this one. A model's name may hold “=”, its size does not. */
export function parseModelSize(text: string, earlier: readonly ModelSize[] = []): readonly ModelSize[] {
  const split = text.lastIndexOf('=');
  const model = split === -1 ? undefined : text.slice(0, split);
  return [...earlier, { model, parameters: parseModelParameters(text.slice(split + 1)) }];
}

/** `--seed 7`. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff)
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.');
  return seed;
}

/** `--fail-under pass@10=0.5`: coverage at k that every evaluation has to reach. */
export interface Gate {
  readonly k: number;
  /** 0 … 1. */
  readonly coverage: number;
}

/** For a repeatable option: the gates so far and this one. */
export function parseGate(text: string, earlier: readonly Gate[] = []): readonly Gate[] {
  const [, k, coverage] = /^pass@([^=]+)=(.+)$/.exec(text) ?? [];
  if (k === undefined || coverage === undefined)
    throw new InvalidArgumentError('Write a gate as pass@K=V, e.g. pass@10=0.5.');
  return [...earlier, { k: parseAttemptCount(k), coverage: parseProportion(coverage) }];
}

function parseList(text: string, parse: (item: string) => number): readonly number[] {
  return [...new Set(text.split(',').map((item) => parse(item.trim())))];
}

/** `--at 10k`: one natural number. */
export function parseAttemptCount(text: string): number {
  const count = parseMagnitude(text);
  if (count === undefined || !Number.isInteger(count) || count < 1 || count > MAX_K) {
    throw new InvalidArgumentError(`“${text}” is not a whole number of attempts from 1 to 10¹².`);
  }
  return count;
}

/** `--ceiling 0.9`, `90%`: a number from 0 to 1. */
export function parseProportion(text: string): number {
  const number = text.endsWith('%') ? parseDecimal(text.slice(0, -1), 0.01) : parseDecimal(text, 1);
  if (number === undefined || number > 1) {
    throw new InvalidArgumentError(`“${text}” is not a proportion: write 0.8 or 80%.`);
  }
  return number;
}

const SUFFIXES: Partial<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

function parseMagnitude(text: string): number | undefined {
  const suffix = text.slice(-1).toLowerCase();
  const unit = SUFFIXES[suffix];
  return unit === undefined ? parseDecimal(text, 1) : parseDecimal(text.slice(0, -1), unit);
}

/** Decimal arithmetic, so that 1.1k is 1100 and 80% is 0.8, to the bit. */
function parseDecimal(text: string, unit: number): number | undefined {
  const [, digits, exponent = '0'] = /^(\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(`${digits}e${String(Number(exponent) + Math.round(Math.log10(unit)))}`);
  return Number.isFinite(value) ? value : undefined;
}
