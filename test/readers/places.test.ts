import assert from 'node:assert/strict';
import type { ByteRange } from '../../server/core/counts.ts';
import { textSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { exampleLogs } from '../support/examples/exampleLogs.ts';

/** The lines, from 1, that each problem of the first evaluation takes, as `first–last`. */
function linesOfProblems(name: string, text: string): Readonly<Record<string, string>> {
  const [counts] = readLog(textSource(text), { name }).evals;
  return Object.fromEntries((counts?.problems ?? []).map(({ problemId, range }) => [problemId, linesOf(text, range)]));
}

/** For ASCII, in which a byte is a character. */
function linesOf(text: string, range: ByteRange | undefined): string {
  assert.ok(range);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  return `${lineAt(range.start)}–${lineAt(range.end - 1)}`;
}

const attempt = (id: string): string => `{"task_id":"${id}","completion":"x","passed":true}\n`;

const sample = (id: string, epoch: number): object => ({
  id,
  epoch,
  input: 'x',
  target: 'y',
  scores: { match: { value: 'C' } },
});

function inspectLog(samples: readonly object[]): string {
  return JSON.stringify({ version: 2, eval: { task: 't', model: 'm', run_id: 'r' }, samples });
}

describe('the place of a problem', () => {
  it('reaches over its attempts, where they follow each other', () => {
    const text = ['a', 'a', 'a', 'b', 'b', 'c'].map(attempt).join('');
    assert.deepEqual(linesOfProblems('x_results.jsonl', text), { a: '1–3', b: '4–5', c: '6–6' });
    const rows = 'problem,correct\na,1\na,0\nb,0\nb,1\n';
    assert.deepEqual(linesOfProblems('x.csv', rows), { a: '2–3', b: '4–5' });
  });

  it('ends before the first attempt at another problem', () => {
    const text = ['a', 'b', 'a', 'b', 'b'].map(attempt).join('');
    assert.deepEqual(linesOfProblems('x_results.jsonl', text), { a: '1–1', b: '2–2' });
  });

  it('reaches over the epochs of a sample in a log of Inspect, where they follow each other', () => {
    const grouped = inspectLog([sample('a', 1), sample('a', 2), sample('b', 1), sample('b', 2)]);
    const [first, second] = readLog(textSource(grouped), { name: 'x.json' }).evals[0]?.problems ?? [];
    assert.equal(first?.range?.end, (second?.range?.start ?? NaN) - 1);
    assert.equal(grouped.slice(second?.range?.start, second?.range?.end).match(/"epoch"/g)?.length, 2);
    const byEpoch = inspectLog([sample('a', 1), sample('b', 1), sample('a', 2), sample('b', 2)]);
    for (const { range } of readLog(textSource(byEpoch), { name: 'x.json' }).evals[0]?.problems ?? [])
      assert.equal(byEpoch.slice(range?.start, range?.end).match(/"epoch"/g)?.length, 1);
  });
});

describe('the place of an evaluation', () => {
  it('is the first attempt alone, where the log has no header', () => {
    const text = ['a', 'a', 'b'].map(attempt).join('');
    assert.equal(linesOf(text, readLog(textSource(text), { name: 'x_results.jsonl' }).evals[0]?.range), '1–1');
  });

  it('is where a reader who opens the file sees it, however long its lists are', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `project-${i}`);
    const report = JSON.stringify(
      {
        total_instances: 500,
        submitted_instances: 500,
        resolved_instances: 1,
        completed_ids: ids,
        submitted_ids: ids,
        resolved_ids: ids.slice(0, 1),
      },
      undefined,
      1,
    );
    const [run] = readLog(textSource(report), { name: 'model.run.json' }).evals;
    assert.equal(linesOf(report, run?.range), '2–2');
    assert.match(report.slice(run?.problems[7]?.range?.start, run?.problems[7]?.range?.end), /^"project-7"$/);
    for (const [name, text] of exampleLogs()) {
      const [first] = readLog(textSource(text), { name }).evals;
      if (first === undefined) continue;
      assert.ok(text.slice(0, first.range?.start).split('\n').length <= 25, name);
    }
  });
});
