import type { ByteRange } from '../core/counts.ts';
import type { EvalPlusTallies } from './evalPlusTallies.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { enterArray, enterObject, keySet, nextElement, nextKey } from './json/containers.ts';
import { readScalar } from './json/readScalar.ts';
import type { Scalar } from './json/readScalar.ts';
import { skipValue } from './json/skipValue.ts';

const TASK_KEYS = keySet('base', 'plus');

interface Verdicts {
  readonly statuses: (Scalar | undefined)[];
  readonly ranges: ByteRange[];
}

/** `{nfiles, base: [["success", […]], …], plus: […]}`: the attempts of a problem, in the same order in both lists. */
export function readLegacyTask(window: ByteWindow, taskId: string, range: ByteRange, tallies: EvalPlusTallies): void {
  const base: Verdicts = { statuses: [], ranges: [] };
  const plus: Verdicts = { statuses: [], ranges: [] };
  enterObject(window);
  for (let key = nextKey(window, TASK_KEYS); key !== undefined; key = nextKey(window, TASK_KEYS)) {
    if (key === 'base') readVerdicts(window, base);
    else if (key === 'plus') readVerdicts(window, plus);
    else skipValue(window);
  }
  base.statuses.forEach((status, i) => {
    tallies.add(taskId, range, { base: status, plus: plus.statuses[i], range: base.ranges[i] ?? range });
  });
}

/** A list of `[status, details]`. */
function readVerdicts(window: ByteWindow, { statuses, ranges }: Verdicts): void {
  if (!enterArray(window)) return;
  while (nextElement(window)) {
    const start = offsetOf(window);
    let status: Scalar | undefined;
    if (enterArray(window)) {
      if (nextElement(window)) {
        status = readScalar(window);
        while (nextElement(window)) skipValue(window);
      }
    }
    statuses.push(status);
    ranges.push({ start, end: start + 1 });
  }
}
