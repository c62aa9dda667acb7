/** US dollars a million tokens, as plain data. */
export interface PriceList {
  /** Prompt tokens. */
  readonly input: number;
  /** Prompt tokens read from a cache; absent: as input. */
  readonly cachedInput?: number | undefined;
  /** Completion tokens. */
  readonly output: number;
  /** Reasoning tokens, where a log tells them apart; absent: as output. */
  readonly reasoning?: number | undefined;
  /** How often k attempts at a problem pay its prompt: once, k times, or once and k − 1 cached reads. */
  readonly promptBilling: 'once' | 'perAttempt' | 'cached';
}

/** What a prices file says. */
export interface PriceTable {
  readonly defaults: PriceList;
  /** Of single models, by the name in the log. Pairs: a name may be anything. */
  readonly models: readonly (readonly [model: string, prices: PriceList])[];
}

export function pricesOfModel({ defaults, models }: PriceTable, model: string): PriceList {
  return models.find(([name]) => name === model)?.[1] ?? defaults;
}
