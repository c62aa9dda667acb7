import type { RecordedMetric } from '../core/counts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { enterArray, enterObject, keySet, nextAnyKey, nextElement, nextKey } from './json/containers.ts';
import { readNumber, readText } from './json/readScalar.ts';
import { skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';

/** What `results` records, by the name of the evaluation (`scorer`, or `scorer/key` for a score of several parts). */
export interface InspectResults {
  readonly recorded: Map<string, RecordedMetric[]>;
}

const RESULT_KEYS = keySet('scores');
const SCORE_KEYS = keySet('name', 'scorer', 'reducer', 'metrics');
const METRIC_KEYS = keySet('value');

interface FoundMetric {
  readonly name: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export function readInspectResults(log: LogInput, results: InspectResults): void {
  const { window } = log;
  if (!enterObject(window)) return;
  for (let key = nextKey(window, RESULT_KEYS); key !== undefined; key = nextKey(window, RESULT_KEYS)) {
    if (key !== 'scores') skipValue(window);
    else if (enterArray(window)) while (nextElement(window)) readScore(log, results);
  }
}

function readScore(log: LogInput, results: InspectResults): void {
  const { window } = log;
  let name = '';
  let scorer = '';
  let reducer: string | undefined;
  const metrics: FoundMetric[] = [];
  if (!enterObject(window)) return;
  for (let key = nextKey(window, SCORE_KEYS); key !== undefined; key = nextKey(window, SCORE_KEYS)) {
    if (key === 'name') name = readText(window) ?? '';
    else if (key === 'scorer') scorer = readText(window) ?? '';
    else if (key === 'reducer') reducer = readText(window);
    else if (key === 'metrics') readMetrics(window, metrics);
    else skipValue(window);
  }
  const evalName = scorer === '' || scorer === name ? name : `${scorer}/${name}`;
  for (const metric of metrics) {
    const recorded = toRecorded(log, reducer, metric);
    if (recorded === undefined) continue;
    const list = results.recorded.get(evalName);
    if (list === undefined) results.recorded.set(evalName, [recorded]);
    else list.push(recorded);
  }
}

function readMetrics(window: ByteWindow, metrics: FoundMetric[]): void {
  if (!enterObject(window)) return;
  for (let name = nextAnyKey(window); name !== undefined; name = nextAnyKey(window)) {
    if (!enterObject(window)) continue;
    for (let key = nextKey(window, METRIC_KEYS); key !== undefined; key = nextKey(window, METRIC_KEYS)) {
      const start = offsetOf(window);
      if (key !== 'value') {
        skipValue(window);
        continue;
      }
      const value = readNumber(window);
      if (value !== undefined) metrics.push({ name, value, start, end: offsetOf(window) });
    }
  }
}

/**
 * The mean over problems of pass@k or pass^k, when this metric is one: `accuracy` or `mean` of the scores that the reducer
 * made of a problem's epochs. Without a reducer Inspect takes the mean of the epochs, whose mean over problems is pass@1.
 */
function toRecorded(
  { issues }: LogInput,
  reducer: string | undefined,
  metric: FoundMetric,
): RecordedMetric | undefined {
  if (metric.name !== 'accuracy' && metric.name !== 'mean') return undefined;
  const range = { start: metric.start, end: metric.end };
  const name = reducer === undefined ? metric.name : `${metric.name} (${reducer})`;
  const match = /^(pass_at|pass_k|pass_hat)_(\d+)$/.exec(reducer ?? '');
  if (match === null && reducer !== undefined && reducer !== 'mean') return undefined;
  const k = match === null ? 1 : Number(match[2]);
  if (!Number.isFinite(metric.value)) {
    issues.add({
      code: 'nonFiniteNumber',
      severity: 'info',
      message: `The recorded ${metric.name} is not a finite number.`,
      range,
    });
    return undefined;
  }
  if (k < 1 || metric.value < 0 || metric.value > 1) return undefined;
  return {
    name,
    kind: match === null || match[1] === 'pass_at' ? 'passAtK' : 'passHatK',
    k,
    value: metric.value,
    range,
  };
}
