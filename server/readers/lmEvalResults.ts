import type { ByteRange, EvalCounts, RecordedMetric } from '../core/counts.ts';
import { offsetOf } from './json/byteWindow.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { enterObject, keySet, nextAnyKey, nextKey } from './json/containers.ts';
import { readNumber, readText } from './json/readScalar.ts';
import { skipValue } from './json/skipValue.ts';
import { scorerOf } from './lmEvalNames.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import { kOf } from './recordedPassAtK.ts';

const LOG_KEYS = keySet('results', 'config', 'model_name');
const CONFIG_KEYS = keySet('model', 'model_args');
/** Metrics that are 0 or 1 an answer, so that their mean is pass@1. */
const BINARY_METRICS: ReadonlySet<string> = new Set(['exact_match', 'acc', 'acc_norm']);

interface TaskMetrics {
  readonly task: string;
  readonly scorer: string;
  readonly range: ByteRange;
  readonly recorded: RecordedMetric[];
}

/** lm-evaluation-harness `results_*.json`: aggregates only. Each (task, metric, filter) is an evaluation without problems. */
export function readLmEvalResults(log: LogInput): EvalCounts[] {
  const { window } = log;
  const found = new Map<string, TaskMetrics>();
  let model = '';
  let configModel = '';
  readDocument(log, () => {
    if (!enterObject(window)) return;
    for (let key = nextKey(window, LOG_KEYS); key !== undefined; key = nextKey(window, LOG_KEYS)) {
      if (key === 'results') readTasks(log, found);
      else if (key === 'config') configModel = readConfigModel(window);
      else if (key === 'model_name') model = readText(window) ?? '';
      else skipValue(window);
    }
  });
  const named = model === '' ? configModel : model;
  return [...found.values()].map((metrics) => ({ ...metrics, model: named, problems: [] }));
}

function readTasks(log: LogInput, found: Map<string, TaskMetrics>): void {
  const { window } = log;
  if (!enterObject(window)) return;
  for (let task = nextAnyKey(window); task !== undefined; task = nextAnyKey(window)) {
    const place = { start: window.keyOffset, end: offsetOf(window) };
    if (!enterObject(window)) continue;
    for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window))
      readMetric(log, task, key, place, found);
  }
}

/** A member `metric,filter: value`. */
function readMetric(
  { window, issues }: LogInput,
  task: string,
  key: string,
  place: ByteRange,
  found: Map<string, TaskMetrics>,
): void {
  const start = offsetOf(window);
  const value = readNumber(window);
  const range = { start, end: offsetOf(window) };
  const comma = key.indexOf(',');
  const metric = comma < 0 ? key : key.slice(0, comma);
  const k = BINARY_METRICS.has(metric) ? 1 : kOf(metric);
  if (k === undefined || value === undefined) return;
  if (!(value >= 0 && value <= 1)) {
    issues.add({
      code: 'nonFiniteNumber',
      severity: 'warning',
      message: 'This recorded metric is not a number in 0 … 1: left out.',
      range,
    });
    return;
  }
  const scorer = scorerOf(metric, comma < 0 ? '' : key.slice(comma + 1));
  const id = `${task}\u0000${scorer}`;
  const metrics = found.get(id) ?? { task, scorer, range: place, recorded: [] };
  found.set(id, metrics);
  metrics.recorded.push({ name: metric, kind: 'passAtK', k, value, range });
}

/** The model's own name among `model_args` (`pretrained=…`), else the kind of backend. */
function readConfigModel(window: ByteWindow): string {
  let backend = '';
  let args = '';
  if (!enterObject(window)) return '';
  for (let key = nextKey(window, CONFIG_KEYS); key !== undefined; key = nextKey(window, CONFIG_KEYS)) {
    if (key === 'model') backend = readText(window) ?? '';
    else if (key === 'model_args') args = readText(window) ?? '';
    else skipValue(window);
  }
  return /(?:^|,)(?:pretrained|model)=([^,]+)/.exec(args)?.[1] ?? backend;
}
