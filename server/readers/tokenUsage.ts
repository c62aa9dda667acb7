import type { TokenUsage } from '../core/counts.ts';

/** Tokens of one attempt as a harness records them; undefined: not recorded. */
export interface RawUsage {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly total?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly costUsd?: number | undefined;
}

/**
 * Usage with cached tokens inside the prompt's and reasoning tokens inside the completion's.
 * Providers differ: some count them inside of input and output, some beside. The total tells which: the first convention
 * that adds up to it is taken; without a total, or when none does, `input` and `output` stand as they are.
 */
export function normalizeUsage(raw: RawUsage): TokenUsage | undefined {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = raw;
  const conventions = [
    { prompt: input, completion: output },
    { prompt: input + cacheRead + cacheWrite, completion: output },
    { prompt: input + cacheRead, completion: output },
    { prompt: input, completion: output + reasoning },
    { prompt: input + cacheRead + cacheWrite, completion: output + reasoning },
    { prompt: input + cacheRead, completion: output + reasoning },
  ];
  const inside = { prompt: input, completion: output };
  const { prompt, completion } = conventions.find((sum) => sum.prompt + sum.completion === raw.total) ?? inside;
  if (raw.input === undefined && raw.output === undefined && raw.costUsd === undefined) return undefined;
  return {
    ...(raw.input !== undefined && { promptTokens: prompt }),
    ...(raw.output !== undefined && { completionTokens: completion }),
    ...(raw.costUsd !== undefined && { costUsd: raw.costUsd }),
  };
}
