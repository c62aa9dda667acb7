import assert from 'node:assert/strict';
import { costModelOf, type CostModelOptions } from '../../server/core/costModel.ts';
import type { EvalCounts, TokenUsage } from '../../server/core/counts.ts';

/** Two problems with 10 and 30 attempts. */
function evalWith(first?: TokenUsage, second?: TokenUsage): EvalCounts {
  const problems = [
    { problemId: 'a', numSamples: 10, numCorrect: 1, ...(first && { tokens: first }) },
    { problemId: 'b', numSamples: 30, numCorrect: 2, ...(second && { tokens: second }) },
  ];
  return { task: 't', model: 'm', scorer: 's', problems, recorded: [] };
}

const TOKENS = evalWith(
  { promptTokens: 1000, completionTokens: 4000 },
  { promptTokens: 3000, completionTokens: 16_000 },
);

function checkCost(
  counts: EvalCounts,
  options: CostModelOptions,
  expected: { readonly unit: string; readonly perAttempt: number; readonly perPrompt: number },
): void {
  const { assumptions, ...model } = costModelOf(counts, options);
  assert.equal(model.unit, expected.unit);
  assert.ok(Math.abs(model.perAttempt - expected.perAttempt) <= 1e-12 * expected.perAttempt, `${model.perAttempt}`);
  assert.ok(Math.abs(model.perPrompt - expected.perPrompt) <= 1e-12 * expected.perPrompt, `${model.perPrompt}`);
  assert.ok(assumptions.length > 0 && assumptions.every((assumption) => assumption.length > 0));
}

describe('What an attempt costs', () => {
  // 100 prompt tokens and 500 completion tokens an attempt.
  const prices = { input: 2, output: 10 };

  it('is its tokens times their prices, with the prompt paid once', () => {
    checkCost(TOKENS, { prices }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0.0002 });
  });

  it('says of how many problems a mean is, where some record nothing', () => {
    const half = evalWith({ promptTokens: 1000, completionTokens: 5000, costUsd: 0.4 });
    checkCost(half, { prices }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0.0002 });
    for (const options of [{}, { prices }, { parameters: 7e9 }])
      assert.match(costModelOf(half, options).assumptions.join(), /\(recorded by 1 of 2 problems\)/);
    assert.doesNotMatch(costModelOf(TOKENS, { prices }).assumptions.join(), /recorded by/);
  });

  it('holds the prompt where each attempt pays it', () => {
    checkCost(TOKENS, { prices, promptBilling: 'perAttempt' }, { unit: 'usd', perAttempt: 0.0052, perPrompt: 0 });
  });

  it('holds a cached read where only the first attempt pays the prompt in full', () => {
    const cached = { ...prices, cachedInput: 0.5 };
    checkCost(
      TOKENS,
      { prices: cached, promptBilling: 'cached' },
      { unit: 'usd', perAttempt: 0.00505, perPrompt: 0.00015 },
    );
  });

  it('prices apart what the log says was read from a cache, where each attempt pays its prompt', () => {
    const billed = { prices: { ...prices, cachedInput: 0.5 }, promptBilling: 'perAttempt' } as const;
    const apart = evalWith(
      { promptTokens: 1000, cachedPromptTokens: 400, completionTokens: 4000 },
      { promptTokens: 3000, cachedPromptTokens: 2000, completionTokens: 16_000 },
    );
    // 60 of the 100 prompt tokens: 40 × 2 + 60 × 0.5 in place of 100 × 2 dollars a million.
    checkCost(apart, billed, { unit: 'usd', perAttempt: 0.00511, perPrompt: 0 });
    assert.match(costModelOf(apart, billed).assumptions.join('\n'), /60 tokens of a prompt are read from the cache/);
    checkCost(TOKENS, billed, { unit: 'usd', perAttempt: 0.0052, perPrompt: 0 });
  });

  it('prices reasoning tokens apart where the log tells them apart, and says so where it does not', () => {
    const reasoning = { ...prices, reasoning: 4 };
    const apart = evalWith(
      { promptTokens: 1000, completionTokens: 4000, reasoningTokens: 1000 },
      { promptTokens: 3000, completionTokens: 16_000, reasoningTokens: 7000 },
    );
    // 200 of the 500 completion tokens are reasoning.
    checkCost(apart, { prices: reasoning }, { unit: 'usd', perAttempt: 0.0038, perPrompt: 0.0002 });
    checkCost(apart, { prices }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0.0002 });
    checkCost(TOKENS, { prices: reasoning }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0.0002 });
    const assumed = (counts: EvalCounts) => costModelOf(counts, { prices: reasoning }).assumptions.join('\n');
    assert.match(assumed(TOKENS), /does not tell reasoning tokens apart/);
    assert.match(assumed(apart), /\$4 for reasoning[^]*200 of them reasoning/);
  });

  it('is one attempt where it would be free', () => {
    checkCost(TOKENS, { prices: { input: 0, output: 0 } }, { unit: 'attempts', perAttempt: 1, perPrompt: 0 });
  });

  it('is two FLOP a parameter and token where only the size of the model is known', () => {
    checkCost(TOKENS, { parameters: 7e9 }, { unit: 'flops', perAttempt: 7e12, perPrompt: 1.4e12 });
  });

  it('is what the log records where nothing else is known, and prices go before it', () => {
    const recorded = evalWith({ completionTokens: 20_000, costUsd: 0.5 }, { completionTokens: 0, costUsd: 1.5 });
    checkCost(recorded, {}, { unit: 'usd', perAttempt: 0.05, perPrompt: 0 });
    checkCost(recorded, { prices }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0 });
  });

  it('takes the mean over the problems whose usage is recorded', () => {
    checkCost(evalWith({ completionTokens: 5000 }), { prices }, { unit: 'usd', perAttempt: 0.005, perPrompt: 0 });
  });

  it('is one attempt where the log holds no tokens', () => {
    for (const options of [{}, { prices }, { parameters: 7e9 }]) {
      checkCost(evalWith(), options, { unit: 'attempts', perAttempt: 1, perPrompt: 0 });
    }
  });
});
