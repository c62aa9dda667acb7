import assert from 'node:assert/strict';
import type { EvalCounts } from '../../server/core/counts.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { checkSound } from '../support/checkRead.ts';
import { exampleLogs } from '../support/examples/exampleLogs.ts';

const RUNS = 20;

const logs = [...exampleLogs()].map(([name, text]) => [name, new TextEncoder().encode(text)] as const);

/** Bytes that mean something to a reader, and some that mean nothing. */
const BYTES = [...new TextEncoder().encode('{}[]",:\\\n\r;0e-N '), 0x00, 0x80, 0xff, 0xef];

describe('reading after random damage', () => {
  for (const [name, bytes] of logs) {
    it(`survives changed, lost and doubled bytes of ${name}`, () => {
      const random = seededRandom(1);
      const place = (): number => Math.floor(random() * bytes.length);
      for (let run = 0; run < RUNS; run++) {
        const changed = bytes.slice();
        for (let i = 0; i <= run % 5; i++) changed[place()] = BYTES[Math.floor(random() * BYTES.length)]!;
        checkSound(readLog(bytesSource(changed), { name }));
        const [from = 0, to = 0] = [place(), place()].sort((a, b) => a - b);
        checkSound(readLog(bytesSource(joined(bytes.subarray(0, from), bytes.subarray(to))), { name }));
        checkSound(readLog(bytesSource(joined(bytes.subarray(0, to), bytes.subarray(from))), { name }));
      }
    });

    it(`keeps what precedes the cut of ${name}`, () => {
      const random = seededRandom(2);
      const whole = readLog(bytesSource(bytes), { name });
      const cuts = Array.from({ length: RUNS }, () => Math.floor(random() * bytes.length)).sort((a, b) => a - b);
      const isInterleaved = repeatsProblemsLater(
        whole.evals,
        (end) => readLog(bytesSource(bytes.slice(0, end)), { name }).evals,
      );
      let before = 0;
      for (const cut of cuts) {
        const result = readLog(bytesSource(bytes.slice(0, cut)), { name });
        checkSound(result);
        const attempts = attemptsOf(result.evals);
        assert.ok(attempts >= before, `${attempts} attempts in ${cut} bytes, ${before} in fewer`);
        assert.ok(attempts <= attemptsOf(whole.evals));
        assert.ok(
          isInterleaved || wholeBefore(whole.evals, cut, result.evals),
          `a problem that ends before ${cut} was lost`,
        );
        before = attempts;
      }
    });
  }
});

/** Whether the attempts at a problem do not stand together: trial after trial over all problems. */
function repeatsProblemsLater(
  whole: readonly EvalCounts[],
  evalsUpTo: (end: number) => readonly EvalCounts[],
): boolean {
  const [first, second] = whole[0]?.problems ?? [];
  if (first === undefined || second?.range === undefined) return false;
  return evalsUpTo(second.range.start)[0]?.problems[0]?.numSamples !== first.numSamples;
}

/** Whether all problems whose successors begin before the cut are there with all their attempts: nothing of them was cut. */
function wholeBefore(whole: readonly EvalCounts[], cut: number, read: readonly EvalCounts[]): boolean {
  return whole.every(({ problems, task, model, scorer }) => {
    const found = read.find((each) => each.task === task && each.model === model && each.scorer === scorer);
    const isSorted = problems.every(({ range }, i) => (range?.start ?? 0) >= (problems[i - 1]?.range?.start ?? 0));
    if (!isSorted || found === undefined) return true;
    // The last problem may have been cut.
    const ended = problems.filter((_, i) => (problems[i + 1]?.range?.start ?? Infinity) < cut);
    return ended.every(({ problemId, numSamples }) => {
      const counts = found.problems.find((each) => each.problemId === problemId);
      return counts !== undefined && counts.numSamples === numSamples;
    });
  });
}

function attemptsOf(evals: readonly EvalCounts[]): number {
  return evals.reduce(
    (sum, { problems }) => sum + problems.reduce((total, { numSamples }) => total + numSamples, 0),
    0,
  );
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
