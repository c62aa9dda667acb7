import type { ByteRange, EvalCounts, RecordedMetric } from '../core/counts.ts';
import { createDuplicateFinder, hashValue } from './duplicates.ts';
import type { DuplicateFinder } from './duplicates.ts';
import { readLegacyTask } from './evalPlusLegacy.ts';
import { createEvalPlusTallies } from './evalPlusTallies.ts';
import type { EvalPlusTallies } from './evalPlusTallies.ts';
import { offsetOf } from './json/byteWindow.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './json/bytes.ts';
import { enterArray, enterObject, keySet, nextAnyKey, nextElement, nextKey } from './json/containers.ts';
import { readNumber, readScalar } from './json/readScalar.ts';
import type { Scalar } from './json/readScalar.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { taskNameOf } from './names.ts';
import { recordedPassAtK } from './recordedPassAtK.ts';
import { toEval } from './tally.ts';

const LOG_KEYS = keySet('eval', 'pass_at_k');
const ATTEMPT_KEYS = keySet('solution', 'base_status', 'plus_status');
const RECORDED_KEYS = keySet('base', 'plus');

/**
 * EvalPlus results, `eval[task]` being a list of attempts or, in the legacy layout, an object of lists. Two evaluations of the same
 * attempts: by the base tests, and by these and the additional ones (`plus`).
 */
export function readEvalPlus(log: LogInput): EvalCounts[] {
  const { window } = log;
  const tallies = createEvalPlusTallies(log);
  const duplicates = createDuplicateFinder();
  const recorded = { base: new Array<RecordedMetric>(), plus: new Array<RecordedMetric>() };
  let range: ByteRange | undefined;
  readDocument(log, () => {
    if (!enterObject(window)) return;
    for (let key = nextKey(window, LOG_KEYS); key !== undefined; key = nextKey(window, LOG_KEYS)) {
      if (key === 'pass_at_k') readRecorded(log, recorded);
      else if (key === 'eval') {
        range = { start: window.keyOffset, end: window.keyOffset + '"eval"'.length };
        readTasks(log, tallies, duplicates);
      } else skipValue(window);
    }
  });
  tallies.report();
  duplicates.report(log.issues, range);
  const task = taskNameOf([...tallies.base.keys()], log.name);
  const found = duplicates.repeats();
  const repeats = found && { repeats: found };
  const base = toEval(tallies.base, { task, scorer: 'base', recorded: recorded.base, ...repeats }, range);
  // Without the additional tests there is no second evaluation.
  if (tallies.plus.size === 0 && recorded.plus.length === 0) return [base];
  return [base, toEval(tallies.plus, { task, scorer: 'plus', recorded: recorded.plus, ...repeats }, range)];
}

function readTasks(log: LogInput, tallies: EvalPlusTallies, duplicates: DuplicateFinder): void {
  const { window, issues } = log;
  if (!enterObject(window)) return;
  for (let taskId = nextAnyKey(window); taskId !== undefined; taskId = nextAnyKey(window)) {
    const start = window.keyOffset;
    const range = { start, end: offsetOf(window) };
    const kind = peekByte(window);
    if (kind === OPEN_BRACE) readLegacyTask(window, taskId, range, tallies);
    else if (kind === OPEN_BRACKET) readAttempts(log, taskId, range, tallies, duplicates);
    else {
      skipValue(window);
      issues.add({
        code: 'wrongType',
        severity: 'warning',
        message: 'This problem holds no attempts: left out.',
        range,
      });
    }
  }
}

function readAttempts(
  log: LogInput,
  taskId: string,
  range: ByteRange,
  tallies: EvalPlusTallies,
  duplicates: DuplicateFinder,
): void {
  const { window } = log;
  enterArray(window);
  while (nextElement(window)) {
    let solution: number | undefined;
    let base: Scalar | undefined;
    let plus: Scalar | undefined;
    const start = offsetOf(window);
    if (!enterObject(window)) continue;
    for (let key = nextKey(window, ATTEMPT_KEYS); key !== undefined; key = nextKey(window, ATTEMPT_KEYS)) {
      if (key === 'solution') solution = hashValue(window);
      else if (key === 'base_status') base = readScalar(window);
      else if (key === 'plus_status') plus = readScalar(window);
      else skipValue(window);
    }
    tallies.add(taskId, range, { base, plus, range: { start, end: start + 1 } });
    if (solution !== undefined) duplicates.add(taskId, solution);
  }
}

/** `pass_at_k.{base,plus}["pass@k"]`. */
function readRecorded({ window, issues }: LogInput, recorded: Record<'base' | 'plus', RecordedMetric[]>): void {
  if (!enterObject(window)) return;
  for (let scorer = nextKey(window, RECORDED_KEYS); scorer !== undefined; scorer = nextKey(window, RECORDED_KEYS)) {
    if (scorer === '') {
      skipValue(window);
      continue;
    }
    if (!enterObject(window)) continue;
    for (let name = nextAnyKey(window); name !== undefined; name = nextAnyKey(window)) {
      const start = offsetOf(window);
      const value = readNumber(window);
      const range = { start, end: offsetOf(window) };
      const metric = recordedPassAtK(name, value, range);
      if (metric !== undefined) recorded[scorer].push(metric);
      else
        issues.add({
          code: 'wrongType',
          severity: 'info',
          message: 'This recorded metric is no pass@k in 0 … 1.',
          range,
        });
    }
  }
}
