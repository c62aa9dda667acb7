import assert from 'node:assert/strict';
import type { CountWarning } from '../../server/core/analysis.ts';
import { describeWarning } from '../../server/text/describeWarning.ts';

describe('describeWarning', () => {
  it('says of single attempts that β is not identified, and what to do', () => {
    checkWarning({ code: 'singleAttempt' }, /n = 1.*β.*not identified.*merge repeated runs/);
  });

  it('says up to which k observed pass@k covers all problems when attempts differ', () => {
    checkWarning(
      { code: 'unequalSamples', min: 3, max: 1000, numBelowMax: 1 },
      /3 to 1,000; 1 problem has fewer.*k = 3;/,
    );
  });

  it('bounds the solve rate when nothing, or everything, was solved', () => {
    checkWarning({ code: 'noneSolved', upperBound: 0.018 }, /at most 1\.8%.*scorer works/);
    checkWarning({ code: 'allSolved', lowerBound: 0.982 }, /at least 98\.2%.*scorer can fail/);
  });

  it('warns of few problems', () => {
    checkWarning({ code: 'fewProblems', numProblems: 4 }, /Only 4 problems: intervals are wide/);
  });

  it('says which signs show that attempts depend on each other', () => {
    checkWarning({ code: 'attemptsDepend', blocks: 1.9 }, /near each other are alike.*is 1\.90, not 1\)\. Fits/);
    checkWarning(
      { code: 'attemptsDepend', blocks: 0.5, drift: 0.6 },
      /avoid each other.*, and later attempts pass less often/,
    );
  });

  it('sets a recorded metric beside the estimator', () => {
    checkWarning(
      { code: 'recordedDisagrees', metricIndex: 0, name: 'pass@10', k: 10, recorded: 0.5, estimated: 0.42 },
      /records 50\.0% as “pass@10”.*pass@10 gives 42\.0%/,
    );
  });

  it('keeps hostile names of metrics on one line, and short', () => {
    const name = `evil\n\u202e\u0000${'x'.repeat(1_000_000)}`;
    const text = describeWarning({ code: 'recordedDisagrees', metricIndex: 0, name, k: 1, recorded: 0, estimated: 1 });
    assert.ok(text.length < 400);
    assert.doesNotMatch(text, /[\n\u0000\u202e]/);
  });

  it('says when the laws disagree', () => {
    checkWarning({ code: 'lawsDisagree', k: 10_000, predicted: 0.8, powerLaw: 0.95 }, /pass@10,000: 80\.0%.*95\.0%/);
  });
});

function checkWarning(warning: CountWarning, expected: RegExp): void {
  assert.match(describeWarning(warning), expected);
}
