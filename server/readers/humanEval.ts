import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { createDuplicateFinder } from './duplicates.ts';
import { plural } from './issueLog.ts';
import { QUOTE } from './json/bytes.ts';
import { enterObject, keySet, nextKey } from './json/containers.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readScalar } from './json/readScalar.ts';
import { peekByte, skipString, skipValue } from './json/skipValue.ts';
import { forEachLine } from './lines.ts';
import type { LogInput } from './logInput.ts';
import type { Tally } from './tally.ts';
import { countAttempt, problemOf, toEval } from './tally.ts';
import { stemOf } from './names.ts';

const KEYS = keySet('task_id', 'completion', 'passed');

/** human-eval's `*_results.jsonl`: one attempt a line, `{task_id, completion, result, passed}`. */
export function readHumanEval(log: LogInput): EvalCounts[] {
  const tally: Tally = new Map();
  const duplicates = createDuplicateFinder();
  const withoutId: ByteRange[] = [];
  const withoutVerdict: ByteRange[] = [];
  let taskId: string | undefined;
  let passed: Scalar | undefined;
  // Offsets in the file of the completion, whose bytes are still in the window when the line has been parsed.
  let completionStart = -1;
  let completionEnd = -1;

  forEachLine(log, {
    parse: (window) => {
      taskId = undefined;
      passed = undefined;
      completionStart = -1;
      if (!enterObject(window)) return;
      for (let key = nextKey(window, KEYS); key !== undefined; key = nextKey(window, KEYS)) {
        if (key === 'task_id') taskId = readId(window);
        else if (key === 'passed') passed = readScalar(window);
        else if (key === 'completion' && peekByte(window) === QUOTE) {
          completionStart = window.base + window.pos + 1;
          skipString(window);
          completionEnd = window.base + window.pos - 1;
        } else skipValue(window);
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
      if (completionStart < 0) return;
      const { bytes, base } = log.window;
      duplicates.add(taskId, bytes, completionStart - base, completionEnd - base);
    },
  });

  report(log, withoutId, withoutVerdict);
  duplicates.report(log.issues);
  return [toEval(tally, { task: taskOf(tally, log.name), scorer: 'passed' })];
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

/** `HumanEval` when every id is `HumanEval/…`, else the file's name. */
function taskOf(tally: Tally, name: string): string {
  const prefixes = new Set([...tally.keys()].map((id) => id.slice(0, Math.max(0, id.indexOf('/')))));
  const [prefix] = prefixes;
  return prefixes.size === 1 && prefix !== undefined && prefix !== '' ? prefix : stemOf(name);
}
