import assert from 'node:assert/strict';
import fc from 'fast-check';
import { passAtK } from '../../server/core/passAtK.ts';
import { correctFromPassAtK } from '../../server/readers/correctFromPassAtK.ts';
import { checkRead } from '../support/checkRead.ts';

const SAMPLES = 'samples_gsm8k_2026-01-21T03-44-18.458309.jsonl';
const RESULTS = 'results_2026-01-21T03-44-18.458309.json';

interface Line {
  readonly doc?: number;
  readonly filter?: string;
  readonly sampled?: number;
  readonly filtered?: unknown;
  readonly metrics?: readonly string[];
  readonly values: object;
}

function lineOf({ doc = 0, filter = 'none', sampled = 1, filtered, metrics, values }: Line): string {
  const responses = Array.from({ length: sampled }, (_, i) => `answer ${i}`);
  const sample = {
    doc_id: doc,
    doc: { question: 'q', exact_match: 7 },
    target: '1',
    resps: [responses],
    filtered_resps: filtered ?? [responses[0]],
    filter,
    metrics,
    doc_hash: 'abc',
    ...values,
  };
  return `${JSON.stringify(sample)}\n`;
}

const samplesOf = (lines: readonly Line[]): string => lines.map(lineOf).join('');

describe('the reader of lm-evaluation-harness samples', () => {
  it('makes an evaluation of each filter and metric', () => {
    const log = samplesOf([
      { filter: 'strict-match', metrics: ['exact_match'], values: { exact_match: 0 } },
      { filter: 'flexible-extract', metrics: ['exact_match'], values: { exact_match: 1 } },
      { doc: 1, metrics: ['acc', 'acc_norm'], values: { acc: 1.0, acc_norm: 0.0 } },
    ]);
    checkRead(SAMPLES, log, {
      format: 'lm-eval-samples',
      evals: [
        'gsm8k |  | exact_match,strict-match: 0 0/1',
        'gsm8k |  | exact_match,flexible-extract: 0 1/1',
        'gsm8k |  | acc: 1 1/1',
        'gsm8k |  | acc_norm: 1 0/1',
      ],
      issues: [],
    });
  });

  it('counts one attempt where one of 64 responses is graded, and says so', () => {
    const log = samplesOf(
      [0, 1].map((doc) => ({ doc, sampled: 64, metrics: ['exact_match'], values: { exact_match: 1 } })),
    );
    const { issues } = checkRead(SAMPLES, log, {
      evals: ['gsm8k |  | exact_match: 0 1/1, 1 1/1'],
      issues: ['ungradedAttempts at {"doc_id":0'],
    });
    assert.match(issues[0]?.message ?? '', /one of up to 64 sampled responses, in 2 lines/);
  });

  it('recovers c from the pass@k of least k, of all responses that the filter keeps', () => {
    const filtered = [Array.from({ length: 8 }, (_, i) => `code ${i}`)];
    const line = (doc: number, numCorrect: number): Line => ({
      doc,
      sampled: 8,
      filtered,
      metrics: ['pass_at_k'],
      filter: 'create_test',
      values: {
        'pass@4': passAtK({ numSamples: 8, numCorrect }, 4),
        'pass@2': passAtK({ numSamples: 8, numCorrect }, 2),
      },
    });
    checkRead(SAMPLES, samplesOf([line(0, 0), line(1, 3), line(3, 6)]), {
      evals: ['gsm8k |  | pass@k,create_test: 0 0/8, 1 3/8, 3 6/8'],
      issues: [],
    });
    // pass@2 of 7 and of 8 of 8 is 1: 1/8 too many at most, in one of three documents.
    const { issues } = checkRead(SAMPLES, samplesOf([line(0, 0), line(1, 3), line(2, 7)]), {
      evals: ['gsm8k |  | pass@k,create_test: 0 0/8, 1 3/8, 2 8/8'],
      issues: ['ambiguousCounts at {"doc_id":2'],
    });
    assert.match(issues[0]?.message ?? '', /in 1 document: .* at most 4\.2 percentage points too high/);
  });

  it('leaves out a pass@k that no whole number of correct responses has', () => {
    const values = { 'pass@1': 0.3 };
    checkRead(
      SAMPLES,
      samplesOf([
        { sampled: 8, values },
        { doc: 1, sampled: 10, values },
      ]),
      {
        evals: ['gsm8k |  | pass@k: 1 3/10'],
        issues: ['wrongType at {"doc_id":0'],
      },
    );
  });

  it('leaves out a metric that is no verdict', () => {
    const line = (doc: number, bleu: number): Line => ({ doc, metrics: ['bleu', 'acc'], values: { bleu, acc: 1 } });
    checkRead(SAMPLES, samplesOf([line(0, 1), line(1, 0.37)]), {
      evals: ['gsm8k |  | acc: 0 1/1, 1 1/1'],
      issues: ['wrongType'],
    });
  });

  it('takes every plain number for a metric in files of versions without a list of them', () => {
    checkRead(SAMPLES, lineOf({ values: { acc: 1 } }), { evals: ['gsm8k |  | acc: 0 1/1'], issues: [] });
  });

  it('does not take log-likelihoods for several responses', () => {
    const line = lineOf({ metrics: ['acc'], values: { acc: 1 } }).replace(
      '[["answer 0"]]',
      '[[[-1.5, false]], [[-2.5, true]]]',
    );
    checkRead(SAMPLES, line, { evals: ['gsm8k |  | acc: 0 1/1'], issues: [] });
  });

  it('says where a line has no doc_id or a metric is no finite number', () => {
    const stray = lineOf({ metrics: ['acc'], values: { acc: 1 } }).replace('"doc_id":0,', '');
    const nan = lineOf({ metrics: ['acc'], values: { acc: '@' } }).replace('"@"', 'NaN');
    checkRead(SAMPLES, lineOf({ doc: 5, values: { acc: 1 } }) + stray + nan, {
      evals: ['gsm8k |  | acc: 5 1/1'],
      issues: ['missingField at {"doc"', 'nonFiniteNumber at {"doc_id"'],
    });
  });
});

describe('c recovered from pass@k', () => {
  it('is the one that it was computed from, wherever pass@k is below 1', () => {
    const counts = fc
      .integer({ min: 1, max: 2000 })
      .chain((n) =>
        fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }), fc.integer({ min: 1, max: Math.min(n, 8) })),
      );
    fc.assert(
      fc.property(counts, ([numSamples, numCorrect, k]) => {
        // As the harness computes it: a product over n − c + 1 … n.
        let none = 1;
        for (let i = numSamples - numCorrect + 1; i <= numSamples; i++) none *= 1 - k / i;
        const value = numSamples - numCorrect < k ? 1 : 1 - none;
        fc.pre(none > 1e-6 || k === 1);
        assert.equal(correctFromPassAtK(numSamples, k, value), numCorrect);
      }),
    );
  });

  it('is nothing outside of 0 … 1 and for more attempts than there are', () => {
    for (const [n, k, value] of [
      [10, 1, 1.5],
      [10, 1, -0.1],
      [10, 1, NaN],
      [10, 11, 1],
      [0, 1, 0],
    ] as const) {
      assert.equal(correctFromPassAtK(n, k, value), undefined);
    }
  });
});

describe('the reader of lm-evaluation-harness results', () => {
  const log = JSON.stringify({
    results: {
      gsm8k: {
        alias: 'gsm8k',
        'exact_match,strict-match': 0.25,
        'exact_match_stderr,strict-match': 0.01,
        'bleu,none': 30,
      },
      humaneval: { 'pass@1,create_test': 0.5, 'pass@64,create_test': 0.75 },
    },
    configs: {},
    config: { model: 'hf', model_args: 'pretrained=org/model,dtype=float16' },
  });

  it('makes evaluations without counts, with the metrics that are a pass@k', () => {
    const { evals } = checkRead(RESULTS, log, {
      format: 'lm-eval-results',
      evals: ['gsm8k | org/model | exact_match,strict-match: ', 'humaneval | org/model | pass@k,create_test: '],
      issues: ['noCounts'],
    });
    assert.deepEqual(
      evals.map(({ recorded }) => recorded.map(({ k, value }) => [k, value])),
      [
        [[1, 0.25]],
        [
          [1, 0.5],
          [64, 0.75],
        ],
      ],
    );
  });

  it('prefers the model_name that newer versions write', () => {
    checkRead(RESULTS, log.replace(/\}$/, ',"model_name":"org/name"}'), {
      evals: ['gsm8k | org/name | exact_match,strict-match: ', 'humaneval | org/name | pass@k,create_test: '],
    });
  });

  it('leaves out a metric that is not a number in 0 … 1', () => {
    checkRead(RESULTS, log.replace(':0.25', ':NaN'), {
      evals: ['humaneval | org/model | pass@k,create_test: '],
      issues: ['nonFiniteNumber at NaN', 'noCounts'],
    });
  });
});
