import { unwatchFile, watchFile } from 'node:fs';
import { resolve } from 'node:path';
import type { PriceTable } from '../protocol/prices.ts';

export interface PricesFile {
  /** What the file says, read when it was named or has changed; null where there is none, or none that can be used. */
  readonly read: (path: string | null) => Promise<PriceTable | null>;
  readonly dispose: () => void;
}

export interface PricesFileOptions {
  /** What a relative path is relative to. */
  readonly folder: string;
  readonly onChange: () => void;
  /** One sentence for the user, once for each state of the file. */
  readonly warn: (message: string) => void;
}

const BETWEEN_LOOKS_MS = 1000;

/** The prices file that the settings name. */
export function createPricesFile({ folder, onChange, warn }: PricesFileOptions): PricesFile {
  let watched: string | undefined;
  let table: Promise<PriceTable | null> = Promise.resolve(null);

  const load = async (path: string): Promise<PriceTable | null> => {
    try {
      // Most sessions have no prices: the schema is not loaded before.
      const { readPrices } = await import('../cli/readPrices.ts');
      return await readPrices(path);
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const forget = (): void => {
    if (watched !== undefined) unwatchFile(watched);
    watched = undefined;
    table = Promise.resolve(null);
  };
  return {
    read: (path) => {
      const named = path === null ? undefined : resolve(folder, path);
      if (named === watched) return table;
      forget();
      if (named === undefined) return table;
      watched = named;
      table = load(named);
      watchFile(named, { interval: BETWEEN_LOOKS_MS, persistent: false }, () => {
        table = load(named);
        onChange();
      });
      return table;
    },
    dispose: forget,
  };
}
