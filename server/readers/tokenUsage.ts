import type { TokenUsage } from '../core/counts.ts';
import { usageByKind } from '../core/tokenKinds.ts';

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

export interface NormalizedUsage {
  readonly tokens: TokenUsage;
  /** False where a total is recorded that the tokens add up to by no convention: then they stand as they are. */
  readonly addsUp: boolean;
}

/** A reading of input and output: what else belongs to the prompt and to the completion. */
interface Convention {
  readonly prompt: number;
  readonly completion: number;
}

/**
 * Usage with cached tokens inside the prompt's and reasoning tokens inside the completion's: the one place where the conventions of
 * harnesses and providers meet. Some count them inside of input and output, some beside. A part that is larger than the whole stands
 * beside; else the total tells: of the conventions that can be, the first that adds up to it is taken, and the first of all without a
 * total or where none does.
 */
export function normalizeUsage(raw: RawUsage): NormalizedUsage | undefined {
  if (raw.input === undefined && raw.output === undefined && raw.costUsd === undefined) return undefined;
  const conventions = conventionsOf(raw);
  const fitting = conventions.find(({ prompt, completion }) => prompt + completion === raw.total);
  const { prompt, completion } = fitting ?? conventions[0];
  return {
    tokens: {
      ...(raw.input !== undefined && { promptTokens: prompt }),
      ...(raw.input !== undefined && raw.cacheRead !== undefined && { cachedPromptTokens: raw.cacheRead }),
      ...(raw.output !== undefined && { completionTokens: completion }),
      ...(raw.output !== undefined && raw.reasoning !== undefined && { reasoningTokens: raw.reasoning }),
      ...(raw.costUsd !== undefined && { costUsd: raw.costUsd }),
    },
    addsUp: raw.total === undefined || raw.input === undefined || raw.output === undefined || fitting !== undefined,
  };
}

/** What the sums may be, the usual one first, and none with parts larger than their whole. */
function conventionsOf(raw: RawUsage): readonly [Convention, ...Convention[]] {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0, reasoning = 0 } = raw;
  const cached = cacheRead + cacheWrite;
  const beside = { prompt: input + cached, completion: output + reasoning };
  const [first = beside, ...others] = [
    { prompt: input, completion: output },
    { prompt: input + cached, completion: output },
    { prompt: input + cacheRead, completion: output },
    { prompt: input, completion: output + reasoning },
    beside,
    { prompt: input + cacheRead, completion: output + reasoning },
  ].filter(({ prompt, completion }) => prompt >= cached && completion >= reasoning);
  return [first, ...others];
}

/**
 * What is left of `whole` without `part`, e.g. without what a grader used that is the same model. A kind that only one of them records
 * is not known of the rest.
 */
export function withoutUsage(whole: TokenUsage, part: TokenUsage): TokenUsage | undefined {
  return usageByKind((kind) => {
    const [all, taken] = [whole[kind], part[kind]];
    return all === undefined || taken === undefined || taken > all ? undefined : all - taken;
  });
}
