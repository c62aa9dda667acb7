import { checkRead } from '../support/checkRead.ts';
import { attemptLine } from '../support/smallLogs.ts';

const NAME = 'samples.jsonl_results.jsonl';

const attempt = (id: string, passed: boolean, completion: string): string =>
  `${JSON.stringify({ task_id: id, completion, result: passed ? 'passed' : 'failed', passed })}\n`;

describe('the human-eval reader', () => {
  it('groups attempts by task_id, in the order of the file', () => {
    const log =
      attempt('HumanEval/1', true, 'a') + attempt('HumanEval/0', false, 'b') + attempt('HumanEval/1', false, 'c');
    checkRead(NAME, log, {
      format: 'human-eval',
      evals: ['HumanEval |  | passed: HumanEval/1 1/2, HumanEval/0 0/1'],
      issues: [],
    });
  });

  it('names the task by the file where the ids share no prefix', () => {
    checkRead('gpt_samples.jsonl_results.jsonl', attempt('a', true, 'x') + attempt('b/1', true, 'y'), {
      evals: ['gpt_samples |  | passed: a 1/1, b/1 1/1'],
    });
  });

  it('reads Windows line ends, blank lines and a last line without an end', () => {
    const log = `${attempt('t/0', true, 'a')}\n  \n${attempt('t/0', false, 'b')}`.trimEnd().replaceAll('\n', '\r\n');
    checkRead(NAME, log, { evals: ['t |  | passed: t/0 1/2'], issues: [] });
  });

  it('leaves out lines without an id, and says where the first is', () => {
    const log = `{"passed": true, "completion": "stray"}\n${attempt('t/0', true, 'a')}{"passed": false}\n`;
    checkRead(NAME, log, {
      evals: ['t |  | passed: t/0 1/1'],
      issues: ['missingField at {"passed": true, "completion": "stray"}'],
    });
  });

  it('leaves out a malformed line and reads the lines around it', () => {
    const log = `${attempt('t/0', true, 'a')}{"task_id": "t/0", "completion": "b\n${attempt('t/0', false, 'c')}`;
    checkRead(NAME, log, { evals: ['t |  | passed: t/0 1/2'], issues: ['badLine'] });
  });

  it('counts nothing of a line with two values', () => {
    const twice = attempt('t/0', true, 'a').trimEnd();
    checkRead(NAME, `${attempt('t/0', false, 'b')}${twice}${twice}\n`, {
      evals: ['t |  | passed: t/0 0/1'],
      issues: [`badLine at ${twice}`],
    });
  });

  it('takes a cut last line for a log that is still being written', () => {
    const log = attempt('t/0', true, 'a') + attempt('t/0', true, 'b').slice(0, -12);
    checkRead(NAME, log, { evals: ['t |  | passed: t/0 1/1'], issues: ['truncated'] });
  });

  it('does not count an attempt without a verdict, and says so', () => {
    const log = `${attempt('t/0', true, 'a')}{"task_id": "t/0", "completion": "b", "passed": null}\n`;
    checkRead(NAME, log, {
      evals: ['t |  | passed: t/0 1/1'],
      issues: ['unscoredAttempts at {"task_id": "t/0", "comp'],
    });
  });

  it('counts equal completions of a problem, and says that they are equal', () => {
    const log = attempt('t/0', true, 'same') + attempt('t/0', true, 'same') + attempt('t/1', false, 'same');
    checkRead(NAME, log, { evals: ['t |  | passed: t/0 2/2, t/1 0/1'], issues: ['duplicateAttempts'] });
  });

  it('tells apart completions that differ in one byte, wherever it is', () => {
    const lines = Array.from({ length: 40 }, (_, i) => attempt('t/0', false, `${'x'.repeat(i)}y${'x'.repeat(39 - i)}`));
    checkRead(NAME, lines.join(''), { evals: ['t |  | passed: t/0 0/40'], issues: [] });
  });

  it('lists the first of many bad lines and counts the others', () => {
    const log = attempt('t/0', true, 'a') + '{"task_id": }\n'.repeat(1000);
    const issues = [...Array.from({ length: 20 }, () => 'badLine at }'), 'badLine'];
    checkRead(NAME, log, { evals: ['t |  | passed: t/0 1/1'], issues });
  });

  it('takes __proto__ and constructor for ids like any other', () => {
    const log = attemptLine('__proto__', true) + attemptLine('constructor', false);
    checkRead(NAME, log, { evals: ['samples |  | passed: __proto__ 1/1, constructor 0/1'], issues: [] });
  });
});
