import type { ByteRange, RecordedMetric } from '../core/counts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { forEachNumber } from './json/forEachNumber.ts';

/** The k of a metric called `pass@k`, or undefined for another metric. */
export function kOf(name: string): number | undefined {
  const match = /^pass@([1-9]\d{0,8})$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** A metric that the log records under the name `pass@k`; undefined when it is none, or not a probability. */
export function recordedPassAtK(name: string, value: number | undefined, range: ByteRange): RecordedMetric | undefined {
  const k = kOf(name);
  if (k === undefined || value === undefined || !(value >= 0 && value <= 1)) return undefined;
  return { name, kind: 'passAtK', k, value, range };
}

/** Reads `{"2": 0.5, "4": 0.7}`: the recorded pass@k by k. */
export function readPassAtKByNumber(window: ByteWindow): RecordedMetric[] {
  const recorded: RecordedMetric[] = [];
  forEachNumber(window, 1, (value, { keys: [k = ''], range }) => {
    const metric = recordedPassAtK(`pass@${k}`, value, range);
    if (metric !== undefined) recorded.push(metric);
  });
  return recorded;
}
