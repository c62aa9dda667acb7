import type { CostModel } from './cost.ts';
import type { EvalCounts, TokenUsage } from './counts.ts';
import { meanUsage, type MeanUsage } from './meanUsage.ts';

/** How often k attempts at a problem pay its prompt: once (k completions of one call), k times, or once and k − 1 reads from a cache. */
export type PromptBilling = 'once' | 'perAttempt' | 'cached';

/** US dollars per million tokens. */
export interface TokenPrices {
  readonly input: number;
  /** Prompt tokens read from a cache; absent: as input. */
  readonly cachedInput?: number | undefined;
  readonly output: number;
  /** Completion tokens that are reasoning; absent: as output. */
  readonly reasoning?: number | undefined;
}

export interface CostModelOptions {
  readonly prices?: TokenPrices | undefined;
  /** Parameters of the model: costs in FLOP, where there are no prices. */
  readonly parameters?: number | undefined;
  /** Absent: once. */
  readonly promptBilling?: PromptBilling | undefined;
}

/**
 * What one more attempt costs (Eq. 11: C = N_p·F + N_d·F·k), by what is known, in this order: prices and tokens; parameters and tokens
 * (F ≈ 2 × parameters a token); the cost that the log records; else an attempt costs one attempt.
 */
export function costModelOf(counts: Pick<EvalCounts, 'problems'>, options: CostModelOptions = {}): CostModel {
  const model = knownCost(counts, options);
  return model.perAttempt > 0
    ? model
    : unitAttempts('By these prices an attempt costs nothing: it counts as one attempt');
}

function knownCost(counts: Pick<EvalCounts, 'problems'>, options: CostModelOptions): CostModel {
  const usage = meanUsage(counts);
  const missing = 'The log holds no token counts: an attempt counts as one attempt';
  const { prices, parameters, promptBilling = 'once' } = options;
  if (prices !== undefined) {
    if (usage.completionTokens === undefined) return unitAttempts(missing);
    const prompt = usage.promptTokens ?? 0;
    const cached = cachedTokens(prices, promptBilling, usage) ?? 0;
    const cachedInput = prices.cachedInput ?? prices.input;
    const reasoning = usage.reasoningTokens ?? 0;
    const answer = Math.max(0, usage.completionTokens - reasoning);
    return withPrompt(promptBilling, {
      unit: 'usd',
      prompt: ((prompt - cached) * prices.input + cached * cachedInput) / 1e6,
      cachedPrompt: (prompt * cachedInput) / 1e6,
      completion: (answer * prices.output + reasoning * (prices.reasoning ?? prices.output)) / 1e6,
      assumptions: [...priceAssumptions(prices, promptBilling, usage), ...tokenAssumptions(usage, counts)],
    });
  }
  if (parameters !== undefined) {
    if (usage.completionTokens === undefined) return unitAttempts(missing);
    const perToken = 2 * parameters;
    const prompt = (usage.promptTokens ?? 0) * perToken;
    return withPrompt(promptBilling, {
      unit: 'flops',
      prompt,
      cachedPrompt: 0,
      completion: usage.completionTokens * perToken,
      assumptions: [
        `2 FLOP a parameter and token, ${Number((parameters / 1e9).toPrecision(3))} billion parameters`,
        ...tokenAssumptions(usage, counts),
      ],
    });
  }
  if (usage.costUsd !== undefined) {
    const assumptions = [
      `The cost that the log records: $${usage.costUsd.toPrecision(3)} an attempt on average, prompt included${recordedBy(counts, 'costUsd')}`,
    ];
    return { unit: 'usd', perAttempt: usage.costUsd, perPrompt: 0, assumptions };
  }
  return unitAttempts('No prices and no model size are set: an attempt counts as one attempt');
}

/** Cost of k attempts at a problem, in the unit of the model. */
export function costOfAttempts({ perPrompt, perAttempt }: CostModel, numAttempts: number): number {
  return perPrompt + perAttempt * numAttempts;
}

function unitAttempts(assumption: string): CostModel {
  return { unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: [assumption] };
}

interface Costs {
  readonly unit: CostModel['unit'];
  readonly prompt: number;
  readonly cachedPrompt: number;
  readonly completion: number;
  readonly assumptions: readonly string[];
}

function withPrompt(billing: PromptBilling, { unit, prompt, cachedPrompt, completion, assumptions }: Costs): CostModel {
  switch (billing) {
    case 'once':
      return {
        unit,
        perAttempt: completion,
        perPrompt: prompt,
        assumptions: [...assumptions, 'The prompt is paid once a problem, whatever k'],
      };
    case 'perAttempt':
      return {
        unit,
        perAttempt: prompt + completion,
        perPrompt: 0,
        assumptions: [...assumptions, 'The prompt is paid again with each attempt'],
      };
    case 'cached':
      return {
        unit,
        perAttempt: cachedPrompt + completion,
        perPrompt: prompt - cachedPrompt,
        assumptions: [...assumptions, 'The prompt is paid once, then read from a cache with each further attempt'],
      };
  }
}

/** Where each attempt pays its prompt: what the log says of it was read from a cache, and has a price of its own. */
function cachedTokens(
  { input, cachedInput }: TokenPrices,
  billing: PromptBilling,
  { promptTokens, cachedPromptTokens }: MeanUsage,
): number | undefined {
  if (billing !== 'perAttempt' || cachedInput === undefined || cachedInput === input) return undefined;
  return cachedPromptTokens === undefined ? undefined : Math.min(cachedPromptTokens, promptTokens ?? 0);
}

function priceAssumptions(prices: TokenPrices, billing: PromptBilling, usage: MeanUsage): readonly string[] {
  const { input, cachedInput, output, reasoning } = prices;
  const cached = cachedTokens(prices, billing, usage);
  const isApart = reasoning !== undefined && reasoning !== output;
  const parts = [
    `$${input} for prompts`,
    ...(billing === 'cached' || cached !== undefined
      ? [`$${cachedInput ?? input} for prompts read from the cache`]
      : []),
    `$${output} for completions`,
    ...(isApart ? [`$${reasoning} for reasoning`] : []),
  ];
  return [
    `Prices per million tokens: ${parts.join(', ')}`,
    ...(cached === undefined ? [] : [`By the log ${Math.round(cached)} tokens of a prompt are read from the cache`]),
    ...(isApart && usage.reasoningTokens === undefined
      ? ['The log does not tell reasoning tokens apart: they are priced as completions']
      : []),
  ];
}

function tokenAssumptions(
  { promptTokens, completionTokens, reasoningTokens }: MeanUsage,
  counts: Pick<EvalCounts, 'problems'>,
): string[] {
  const reasoning = reasoningTokens === undefined ? '' : ` (${Math.round(reasoningTokens)} of them reasoning)`;
  const completions = `Each attempt takes the mean of the log: ${Math.round(completionTokens ?? 0)} completion tokens${reasoning}`;
  const by = recordedBy(counts, 'completionTokens');
  return promptTokens === undefined
    ? [`${completions}${by}`, 'The log holds no prompt tokens: prompts count as free']
    : [`${completions}, ${Math.round(promptTokens)} prompt tokens${by}`];
}

/** Of how many problems a mean is, where some do not record it: ` (recorded by 12 of 164 problems)`. */
function recordedBy({ problems }: Pick<EvalCounts, 'problems'>, field: keyof TokenUsage): string {
  const numWith = problems.filter(({ tokens }) => tokens?.[field] !== undefined).length;
  return numWith === problems.length ? '' : ` (recorded by ${numWith} of ${problems.length} problems)`;
}
