import assert from 'node:assert/strict';
import { checkRead } from '../support/checkRead.ts';

const NAME = 'model_temp_0.8.eval_results.json';

type Status = string | null | undefined;

function logOf(tasks: Record<string, readonly (readonly [base: Status, plus: Status])[]>, more: object = {}): string {
  let solution = 0;
  const attempts = Object.entries(tasks).map(([taskId, statuses]): [string, object[]] => [
    taskId,
    statuses.map(([base, plus]) => ({
      task_id: taskId,
      solution: `s${solution++}`,
      base_status: base,
      plus_status: plus,
    })),
  ]);
  return JSON.stringify({ date: 'd', hash: 'h', eval: Object.fromEntries(attempts), ...more });
}

function legacyOf(base: readonly string[], plus: readonly string[]): string {
  const verdicts = (statuses: readonly string[]): unknown[] => statuses.map((status) => [status, [true, false]]);
  return JSON.stringify({
    date: 'd',
    eval: { 'Mbpp/2': { nfiles: base.length, base: verdicts(base), plus: verdicts(plus) } },
  });
}

describe('the EvalPlus reader', () => {
  it('makes two evaluations, plus being passed with both kinds of tests', () => {
    const log = logOf({
      'HumanEval/0': [
        ['pass', 'pass'],
        ['pass', 'fail'],
        ['fail', 'pass'],
      ],
      'HumanEval/1': [['timeout', 'timeout']],
    });
    checkRead(NAME, log, {
      format: 'evalplus',
      evals: [
        'HumanEval |  | base: HumanEval/0 2/3, HumanEval/1 0/1',
        'HumanEval |  | plus: HumanEval/0 1/3, HumanEval/1 0/1',
      ],
      issues: [],
    });
  });

  it('makes one evaluation of a run with the base tests only', () => {
    checkRead(NAME, logOf({ 'HumanEval/0': [['pass', null]] }), {
      evals: ['HumanEval |  | base: HumanEval/0 1/1'],
      issues: [],
    });
  });

  it('reads the legacy layout, attempt by attempt across its two lists', () => {
    checkRead(NAME, legacyOf(['success', 'success', 'failed'], ['success', 'failed', 'success']), {
      evals: ['Mbpp |  | base: Mbpp/2 2/3', 'Mbpp |  | plus: Mbpp/2 1/3'],
      issues: [],
    });
    checkRead(NAME, legacyOf(['success', 'timeout'], []), { evals: ['Mbpp |  | base: Mbpp/2 1/2'], issues: [] });
  });

  it('does not count an attempt without a status, and says so', () => {
    const log = logOf({
      'HumanEval/0': [
        ['pass', 'pass'],
        [undefined, undefined],
      ],
    });
    checkRead(NAME, log, {
      evals: ['HumanEval |  | base: HumanEval/0 1/1', 'HumanEval |  | plus: HumanEval/0 1/1'],
      issues: ['unscoredAttempts at {"task_id":"HumanEval/0","solution":"s1"'],
    });
  });

  it('takes recorded pass@k with its place, and says what is none', () => {
    const log = logOf(
      { 'HumanEval/0': [['pass', 'pass']] },
      { pass_at_k: { base: { 'pass@1': 0.5, 'pass@x': 1 }, plus: { 'pass@10': 0.25 } } },
    );
    const { evals } = checkRead(NAME, log, { issues: ['wrongType at 1'] });
    const [base, plus] = evals.map(({ recorded }) =>
      recorded.map(({ k, value, range }) => [k, value, log.slice(range?.start, range?.end)]),
    );
    assert.deepEqual([base, plus], [[[1, 0.5, '0.5']], [[10, 0.25, '0.25']]]);
  });

  it('shows the evaluation at the eval key, and a problem at its own', () => {
    const log = logOf({ 'HumanEval/0': [['pass', 'pass']] });
    const { evals } = checkRead(NAME, log, {});
    const places = [evals[0]?.range?.start, evals[0]?.problems[0]?.range?.start];
    assert.deepEqual(places, [log.indexOf('"eval"'), log.indexOf('"HumanEval/0"')]);
  });

  it('keeps the attempts before the place where a log is cut', () => {
    const log = logOf({
      'HumanEval/0': [
        ['pass', 'pass'],
        ['fail', 'fail'],
      ],
    });
    checkRead(NAME, log.slice(0, log.indexOf('"fail"') + 3), {
      evals: ['HumanEval |  | base: HumanEval/0 1/1', 'HumanEval |  | plus: HumanEval/0 1/1'],
      issues: ['truncated'],
    });
  });

  it('says where a problem holds no attempts, and reads the others', () => {
    const log = logOf({ 'HumanEval/0': [['pass', 'pass']] }).replace('"eval":{', '"eval":{"HumanEval/9":"lost",');
    checkRead(NAME, log, {
      evals: ['HumanEval |  | base: HumanEval/0 1/1', 'HumanEval |  | plus: HumanEval/0 1/1'],
      issues: ['wrongType at "HumanEval/9"'],
    });
  });
});
