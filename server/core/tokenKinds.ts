import type { TokenUsage } from './counts.ts';

export type TokenKind = keyof TokenUsage;

/** Every kind of usage that is summed over attempts. */
export const tokenKinds = [
  'promptTokens',
  'cachedPromptTokens',
  'completionTokens',
  'reasoningTokens',
  'costUsd',
] as const satisfies readonly TokenKind[];

/** The usage with these values: undefined where none of them is known. */
export function usageByKind(valueOf: (kind: TokenKind) => number | undefined): TokenUsage | undefined {
  const usage: { -readonly [Kind in TokenKind]?: number } = {};
  for (const kind of tokenKinds) {
    const value = valueOf(kind);
    if (value !== undefined) usage[kind] = value;
  }
  return Object.keys(usage).length === 0 ? undefined : usage;
}
