import type { EvalCounts, TokenUsage } from './counts.ts';

/** Means an attempt, each over the problems that record it; undefined where none does, or all of them record nothing. */
export interface MeanUsage {
  /** N_p of Eq. 11. */
  readonly promptTokens: number | undefined;
  /** Those of `promptTokens` that were read from a cache; 0 where the log tells them apart, and there are none. */
  readonly cachedPromptTokens: number | undefined;
  /** N_d of Eq. 11, reasoning tokens inside. */
  readonly completionTokens: number | undefined;
  /** 0 where the log tells reasoning apart, and there is none. */
  readonly reasoningTokens: number | undefined;
  readonly costUsd: number | undefined;
}

export function meanUsage({ problems }: Pick<EvalCounts, 'problems'>): MeanUsage {
  const meanOf = (field: keyof TokenUsage): number | undefined => {
    let sum = 0;
    let numAttempts = 0;
    for (const { tokens, numSamples } of problems) {
      const value = tokens?.[field];
      if (value === undefined) continue;
      sum += value;
      numAttempts += numSamples;
    }
    return numAttempts > 0 ? sum / numAttempts : undefined;
  };
  return {
    promptTokens: positive(meanOf('promptTokens')),
    cachedPromptTokens: meanOf('cachedPromptTokens'),
    completionTokens: positive(meanOf('completionTokens')),
    reasoningTokens: meanOf('reasoningTokens'),
    costUsd: positive(meanOf('costUsd')),
  };
}

function positive(mean: number | undefined): number | undefined {
  return mean !== undefined && mean > 0 ? mean : undefined;
}
