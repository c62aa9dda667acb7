import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { UsageError } from './usageError.ts';

const price = z.number().check(z.nonnegative());

const priceList = {
  /** US dollars per million prompt tokens. */
  input: price,
  /** The same for prompt tokens read from a cache; default: as input. */
  cachedInput: z.optional(price),
  /** US dollars per million completion tokens. */
  output: price,
  /** The same for reasoning tokens, where a log tells them apart; default: as output. */
  reasoning: z.optional(price),
  /** How often k attempts at a problem pay its prompt: once, k times, or once and k − 1 cached reads. */
  promptBilling: z._default(z.enum(['once', 'perAttempt', 'cached']), 'once'),
};

const pricesFile = z.strictObject({
  $schema: z.optional(z.string()),
  ...priceList,
  /** Prices of single models, by the name in the log; the others pay the prices above. */
  models: z.optional(z.record(z.string(), z.strictObject(priceList))),
});

export type PriceList = Omit<z.infer<typeof pricesFile>, '$schema' | 'models'>;

export interface Prices {
  readonly pricesOf: (model: string) => PriceList;
}

/** Prices from a JSON file (see docs/cli.md). Throws a `UsageError` that names the file, the field and what it should hold. */
export async function readPrices(path: string): Promise<Prices> {
  const parsed = pricesFile.safeParse(parseJson(await readText(path), path), { error: english().localeError });
  if (!parsed.success) throw new UsageError(`${path}: ${parsed.error.issues.map(describeIssue).join('; ')}.`);
  const { models = {}, ...defaults } = parsed.data;
  const byModel = new Map(Object.entries(models));
  return { pricesOf: (model) => byModel.get(model) ?? defaults };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${path}: the prices cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${path}: the prices are not valid JSON (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
