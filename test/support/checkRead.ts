import assert from 'node:assert/strict';
import { orderedProblems, outcomeAt } from '../../server/core/attemptOrder.ts';
import type { EvalCounts } from '../../server/core/counts.ts';
import { bytesSource, textSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import type { ReadIssue, ReadResult } from '../../server/readers/readResult.ts';

/** What is expected of a log, each in one line of text. */
export interface ExpectedRead {
  readonly format?: string;
  /** `task | model | scorer: problem c/n, problem c/n`. */
  readonly evals?: readonly string[];
  /** `code` or `code at text`, the text being what stands at the place of the issue, cut to the length given. */
  readonly issues?: readonly string[];
}

/** Reads a log and compares what comes out; what is not mentioned is not compared. */
export function checkRead(name: string, log: string | Uint8Array, expected: ExpectedRead): ReadResult {
  const result = readLog(typeof log === 'string' ? textSource(log) : bytesSource(log), { name });
  if (expected.format !== undefined) assert.equal(result.format, expected.format);
  if (expected.evals !== undefined) assert.deepEqual(result.evals.map(describeEval), expected.evals);
  if (expected.issues !== undefined) {
    const bytes = typeof log === 'string' ? new TextEncoder().encode(log) : log;
    const actual = result.issues.map((issue, i) => describeIssue(issue, bytes, expected.issues?.[i]));
    assert.deepEqual(actual, expected.issues);
  }
  checkSound(result);
  return result;
}

/** What holds of every reading, of whatever bytes. */
export function checkSound({ evals, issues }: ReadResult): void {
  for (const counts of evals) {
    const { problems, recorded } = counts;
    for (const [problemId, order] of ordersOf(counts)) {
      const numCorrect = problems.find((problem) => problem.problemId === problemId)?.numCorrect;
      assert.equal(order.replaceAll('0', '').length, numCorrect, `the order of ${problemId} has other counts`);
    }
    for (const { problemId, numSamples, numCorrect, tokens, range } of problems) {
      assert.ok(Number.isSafeInteger(numSamples) && numSamples >= 1, `n of ${problemId} is ${numSamples}`);
      assert.ok(Number.isSafeInteger(numCorrect) && numCorrect >= 0 && numCorrect <= numSamples, `c of ${problemId}`);
      assert.ok(range === undefined || (range.start >= 0 && range.end >= range.start), `place of ${problemId}`);
      for (const value of Object.values(tokens ?? {})) assert.ok(value >= 0 && Number.isFinite(value));
    }
    assert.equal(new Set(problems.map(({ problemId }) => problemId)).size, problems.length);
    for (const { k, value } of recorded) assert.ok(k >= 1 && value >= 0 && value <= 1);
  }
  for (const { message, range } of issues) {
    assert.ok(message.length > 0 && message.length < 600, message);
    assert.ok(range === undefined || (range.start >= 0 && range.end >= range.start), message);
  }
}

/** Of each problem its attempts in their order, a passed one as 1; none where the order is not kept. */
export function ordersOf({ problems, attemptOrder }: EvalCounts): Map<string, string> {
  if (attemptOrder?.kind !== 'kept') return new Map();
  const { outcomes } = attemptOrder;
  return new Map(
    orderedProblems(problems).map(({ start, numSamples }, i) => [
      problems[i]?.problemId ?? '',
      Array.from({ length: numSamples }, (_, place) => outcomeAt(outcomes, start + place)).join(''),
    ]),
  );
}

function describeEval({ task, model, scorer, problems }: EvalCounts): string {
  const counts = problems.map(({ problemId, numSamples, numCorrect }) => `${problemId} ${numCorrect}/${numSamples}`);
  return `${task} | ${model} | ${scorer}: ${counts.join(', ')}`;
}

function describeIssue({ code, range }: ReadIssue, bytes: Uint8Array, expected: string | undefined): string {
  const [, place] = expected?.split(' at ') ?? [];
  if (place === undefined || range === undefined) return code;
  const text = new TextDecoder().decode(
    bytes.subarray(range.start, range.start + new TextEncoder().encode(place).length),
  );
  return `${code} at ${text}`;
}
