import assert from 'node:assert/strict';
import { checkRead } from '../support/checkRead.ts';

const NAME = 'log.json';
const MODEL = 'org/model';

interface Sample {
  readonly id: string | number;
  readonly epoch?: number;
  readonly scores?: unknown;
  readonly usage?: unknown;
}

function logOf(samples: readonly Sample[], results: unknown = {}): string {
  return JSON.stringify({
    version: 2,
    status: 'success',
    eval: { task: 'task', model: MODEL, run_id: 'r' },
    results,
    samples: samples.map(({ id, epoch = 1, scores, usage }) => ({
      id,
      epoch,
      messages: [{ content: '"scores": {"match": {"value": "C"}}' }],
      scores,
      model_usage: usage,
    })),
  });
}

const scored = (id: string, epoch: number, value: unknown): Sample => ({
  id,
  epoch,
  scores: { match: { value, answer: 'x' } },
});

function checkValue(value: unknown, passed: boolean): void {
  checkRead(NAME, logOf([scored('a', 1, value)]), {
    evals: [`task | ${MODEL} | match: a ${passed ? 1 : 0}/1`],
    issues: [],
  });
}

describe('the Inspect reader', () => {
  it('counts an epoch as an attempt', () => {
    checkRead(NAME, logOf([scored('a', 1, 'C'), scored('b', 1, 'I'), scored('a', 2, 'I')]), {
      format: 'inspect',
      evals: [`task | ${MODEL} | match: a 1/2, b 0/1`],
      issues: [],
    });
  });

  for (const value of ['C', 1, 1.0, 2, true, 'yes', 'True', '1', '1.0']) {
    it(`takes ${JSON.stringify(value)} for a pass`, () => {
      checkValue(value, true);
    });
  }

  for (const value of ['I', 'P', 'N', 0, 0.5, 0.999, false, 'no', '0.5', -1]) {
    it(`takes ${JSON.stringify(value)} for no pass`, () => {
      checkValue(value, false);
    });
  }

  it('counts only epochs with a score, and says how many have none', () => {
    const log = logOf([
      scored('a', 1, 'C'),
      { id: 'a', epoch: 2, scores: {} },
      { id: 'b', scores: {} },
      { id: 'c', scores: null },
    ]);
    const { issues } = checkRead(NAME, log, {
      evals: [`task | ${MODEL} | match: a 1/1`],
      issues: ['unscoredAttempts at "a"'],
    });
    assert.match(issues[0]?.message ?? '', /^3 attempts not scored by “match”, in 3 problems \(“a”, “b”, “c”\)/);
  });

  it('does not count a score that is neither pass nor fail', () => {
    checkRead(NAME, logOf([scored('a', 1, 'C'), scored('a', 2, 'maybe')]), {
      evals: [`task | ${MODEL} | match: a 1/1`],
      issues: ['wrongType at "a"', 'unscoredAttempts at "a"'],
    });
  });

  it('does not count a score that is NaN, which Python writes', () => {
    checkRead(NAME, logOf([scored('a', 1, 'C'), scored('a', 2, '@')]).replace('"@"', 'NaN'), {
      evals: [`task | ${MODEL} | match: a 1/1`],
      issues: ['nonFiniteNumber at "a"', 'unscoredAttempts at "a"'],
    });
  });

  it('makes an evaluation of each scorer, and of each part of a score', () => {
    const scores = { exact: { value: 'I' }, parts: { value: { right: 1, short: false } }, list: { value: [1, 0] } };
    checkRead(NAME, logOf([{ id: 'a', scores }]), {
      evals: ['exact: a 0/1', 'parts/right: a 1/1', 'parts/short: a 0/1', 'list/0: a 1/1', 'list/1: a 0/1'].map(
        (each) => `task | ${MODEL} | ${each}`,
      ),
      issues: [],
    });
  });

  it('counts the later of two attempts with one id and epoch, at the place of the first', () => {
    const log = logOf([scored('a', 1, 'I'), scored('b', 1, 'I'), scored('a', 1, 'C')]);
    const { evals } = checkRead(NAME, log, {
      evals: [`task | ${MODEL} | match: a 1/1, b 0/1`],
      issues: ['duplicateAttempts at "a"'],
    });
    assert.equal(evals[0]?.problems[0]?.range?.start, log.indexOf('{"id":"a"'));
  });

  it('takes the ids 1 and "1" for one problem', () => {
    checkRead(NAME, logOf([{ ...scored('', 1, 'C'), id: 1 }, scored('1', 2, 'C')]), {
      evals: [`task | ${MODEL} | match: 1 2/2`],
    });
  });

  it('leaves out a sample without an id and one that is no object', () => {
    const log = logOf([scored('a', 1, 'C')]).replace(
      '"samples":[',
      '"samples":[7, {"epoch":1,"scores":{"match":{"value":"C"}}}, ',
    );
    checkRead(NAME, log, {
      evals: [`task | ${MODEL} | match: a 1/1`],
      issues: ['wrongType at 7', 'missingField at {"epoch":1'],
    });
  });

  it('keeps the samples before the place where a log is cut', () => {
    const log = logOf([scored('a', 1, 'C'), scored('b', 1, 'C')]);
    checkRead(NAME, log.slice(0, log.lastIndexOf('"scores"') + 12), {
      evals: [`task | ${MODEL} | match: a 1/1`],
      issues: ['truncated'],
    });
  });

  it('keeps the samples before the place where a log is damaged', () => {
    const log = logOf([scored('a', 1, 'C'), scored('b', 1, 'C')]).replace('},{"id":"b"', '} {"id":"b"');
    checkRead(NAME, log, { evals: [`task | ${MODEL} | match: a 1/1`], issues: ['damaged at {"id":"b"'] });
  });

  it('keeps what names the run and its attempts in any file', () => {
    const samples = [1, 2].map((epoch) => ({ ...scored('a', epoch, 'C'), uuid: `u${epoch}` }));
    const log = { eval: { task: 't', model: MODEL, task_id: 'run' }, samples };
    const { evals } = checkRead(NAME, JSON.stringify(log), {});
    assert.deepEqual(evals[0]?.runKeys, ['run', 'u1', 'u2']);
  });

  it('reads a log without samples as an evaluation without counts', () => {
    const results = { scores: [{ name: 'match', scorer: 'match', metrics: { accuracy: { value: 0.25 } } }] };
    const { evals } = checkRead(NAME, logOf([], results), {
      evals: [`task | ${MODEL} | match: `],
      issues: ['noCounts'],
    });
    assert.equal(evals[0]?.recorded[0]?.value, 0.25);
  });
});

describe('the metrics that Inspect records', () => {
  const score = (reducer: string | undefined, value: number, name = 'match', scorer = 'match'): object => ({
    name,
    scorer,
    reducer,
    metrics: { accuracy: { name: 'accuracy', value }, stderr: { name: 'stderr', value: 0.1 } },
  });

  function checkRecorded(
    scores: readonly object[],
    expected: readonly string[],
    samples: readonly Sample[] = [scored('a', 1, 'C')],
  ): void {
    const { evals } = checkRead(NAME, logOf(samples, { scores }), {});
    const actual = evals.flatMap(({ scorer, recorded }) =>
      recorded.map(({ kind, k, value }) => `${scorer} ${kind} ${k} = ${value}`),
    );
    assert.deepEqual(actual, expected);
  }

  it('are pass@1 without a reducer or with the mean', () => {
    checkRecorded([score(undefined, 0.5), score('mean', 0.25)], ['match passAtK 1 = 0.5', 'match passAtK 1 = 0.25']);
  });

  it('are pass@k with pass_at_k, and pass^k with pass_k', () => {
    checkRecorded(
      [score('pass_at_16', 0.5), score('pass_k_4', 0.25)],
      ['match passAtK 16 = 0.5', 'match passHatK 4 = 0.25'],
    );
  });

  it('are left out with another reducer, or outside of 0 … 1', () => {
    checkRecorded([score('mode', 0.5), score('max', 1), score('pass_at_0', 0.5), score('mean', 1.5)], []);
  });

  it('belong to the part of the score that they are of', () => {
    checkRecorded(
      [score('mean', 0.5, 'right', 'parts')],
      ['parts/right passAtK 1 = 0.5'],
      [{ id: 'a', scores: { parts: { value: { right: 1 } } } }],
    );
  });
});

describe('the tokens that Inspect records', () => {
  function checkTokens(usage: object, expected: object | undefined): void {
    const { evals } = checkRead(NAME, logOf([{ id: 'a', scores: { match: { value: 1 } }, usage }]), {});
    assert.deepEqual(evals[0]?.problems[0]?.tokens, expected);
  }

  it('are those of the evaluated model, not of the grader', () => {
    const usage = {
      [MODEL]: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
      grader: { input_tokens: 99, output_tokens: 99 },
    };
    checkTokens(usage, { promptTokens: 10, completionTokens: 5 });
    checkTokens({ grader: { input_tokens: 99, output_tokens: 99 } }, undefined);
  });

  const parts = { input_tokens_cache_read: 100, input_tokens_cache_write: 1000, reasoning_tokens: 3 };
  const usage = (input: number, output: number, total?: number): object => ({
    [MODEL]: { input_tokens: input, output_tokens: output, total_tokens: total, ...parts },
  });
  const known = { cachedPromptTokens: 100, reasoningTokens: 3 };

  it('take in cached and reasoning tokens that stand beside, as the total shows', () => {
    const expected = (promptTokens: number, completionTokens: number): object => ({
      ...known,
      promptTokens,
      completionTokens,
    });
    checkTokens(usage(2000, 5, 2005), expected(2000, 5));
    checkTokens(usage(2000, 5, 3105), expected(3100, 5));
    checkTokens(usage(2000, 5, 2105), expected(2100, 5));
    checkTokens(usage(2000, 5, 2008), expected(2000, 8));
    checkTokens(usage(2000, 5, 3108), expected(3100, 8));
    checkTokens(usage(2000, 5, 2108), expected(2100, 8));
  });

  it('take in cached and reasoning tokens that are more than their whole, whatever the total', () => {
    checkTokens(usage(10, 2), { ...known, promptTokens: 1110, completionTokens: 5 });
    checkTokens(usage(10, 2, 12), { ...known, promptTokens: 1110, completionTokens: 5 });
  });

  it('stand as they are where they add up to the total by no convention, and it is said', () => {
    checkTokens(usage(2000, 5, 7777), { ...known, promptTokens: 2000, completionTokens: 5 });
    const samples = [{ ...scored('a', 1, 'C'), usage: usage(2000, 5, 7777) }];
    const { issues } = checkRead(NAME, logOf(samples), { issues: ['tokenTotals at "a"'] });
    assert.match(issues[0]?.message ?? '', /^The tokens of 1 attempt do not add up to the recorded total/);
  });

  const used = (tokens: number): object => ({ input_tokens: tokens, output_tokens: tokens });

  function checkRoles(grader: string | undefined, models: object, expected: number): void {
    const sample = { id: 'a', epoch: 1, scores: { match: { value: 1 } }, model_usage: models };
    const roles = { role_usage: { critic: used(40), grader: used(30) } };
    const model_roles = grader === undefined ? {} : { critic: { model: MODEL }, grader: { model: grader } };
    const log = { eval: { task: 't', model: MODEL, model_roles }, samples: [{ ...sample, ...roles }] };
    const { evals } = checkRead(NAME, JSON.stringify(log), {});
    assert.equal(evals[0]?.problems[0]?.tokens?.completionTokens, expected);
  }

  it('leave out what the evaluated model used as its own grader', () => {
    checkRoles(MODEL, { [MODEL]: used(100) }, 70);
    checkRoles(undefined, { [MODEL]: used(100) }, 70);
  });

  it('are whole where another model was the grader', () => {
    checkRoles('org/judge', { [MODEL]: used(100), 'org/judge': used(30) }, 100);
    checkRoles(undefined, { [MODEL]: used(100), 'org/judge': used(30) }, 100);
  });

  it('hold the cost in dollars where it is recorded', () => {
    checkTokens(
      { [MODEL]: { input_tokens: 1, output_tokens: 2, total_cost: 0.5 } },
      { promptTokens: 1, completionTokens: 2, costUsd: 0.5 },
    );
  });

  it('are left out of a problem of which an attempt does not record them', () => {
    const usage = { [MODEL]: { input_tokens: 10, output_tokens: 5 } };
    const log = logOf([{ ...scored('a', 1, 1), usage }, scored('a', 2, 1), { ...scored('b', 1, 1), usage }]);
    const { evals } = checkRead(NAME, log, {});
    assert.deepEqual(
      evals[0]?.problems.map(({ tokens }) => tokens?.promptTokens),
      [undefined, 10],
    );
  });

  it('do not count numbers that no one can have used', () => {
    checkTokens({ [MODEL]: { input_tokens: -1, output_tokens: 'many' } }, undefined);
  });
});
