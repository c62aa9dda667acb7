import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import type { PriceTable } from '../protocol/prices.ts';
import { UsageError } from './usageError.ts';

/** A thousand dollars a token: what is dearer is a slip, and costs that overflow would be no costs. */
const DEAREST = 1e9;

const price = (description: string): z.ZodMiniNumber =>
  z.number().check(z.nonnegative(), z.maximum(DEAREST), z.meta({ description: `US dollars a million ${description}` }));

const priceList = {
  input: price('prompt tokens.'),
  cachedInput: z.optional(price('prompt tokens that are read from a cache. Absent: as input.')),
  output: price('completion tokens.'),
  reasoning: z.optional(price('reasoning tokens, where a log tells them apart. Absent: as output.')),
  promptBilling: z._default(
    z.enum(['once', 'perAttempt', 'cached']).check(
      z.meta({
        description: 'How often k attempts at a problem pay its prompt: once, k times, or once and k − 1 cached reads.',
      }),
    ),
    'once',
  ),
};

const pricesFile = z.strictObject({
  $schema: z.optional(z.string()),
  ...priceList,
  models: z.optional(
    z
      .record(z.string(), z.strictObject(priceList))
      .check(
        z.meta({ description: 'Prices of single models, by the name in the log; the others pay the prices above.' }),
      ),
  ),
});

/** JSON schema of a prices file. */
export function pricesJsonSchema(): object {
  return { ...z.toJSONSchema(pricesFile, { target: 'draft-7', io: 'input' }), title: 'pass@k Lens prices' };
}

/** Prices from a JSON file (see docs/cli.md). Throws a `UsageError` that names the file, the field and what it should hold. */
export async function readPrices(path: string): Promise<PriceTable> {
  const parsed = pricesFile.safeParse(parseJson(await readText(path), path), { error: english().localeError });
  if (!parsed.success) throw new UsageError(`${path}: ${parsed.error.issues.map(describeIssue).join('; ')}.`);
  const { $schema: _, models = {}, ...defaults } = parsed.data;
  return { defaults, models: Object.entries(models) };
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
