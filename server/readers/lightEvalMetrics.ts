/** What a metric of lighteval says of attempts. */
export interface LightEvalMetric {
  readonly k: number;
  /** Attempts that it is made of; 1 where the metric is 0 or 1 an answer. */
  readonly numSamples: number;
  /** The same for the pass@k of all k of as many attempts. */
  readonly scorer: string;
}

/** Metrics that are 0 or 1 an answer. */
const BINARY: ReadonlySet<string> = new Set([
  'exact_match',
  'em',
  'qem',
  'pem',
  'pqem',
  'acc',
  'acc_norm',
  'extractive_match',
]);

/**
 * `math_pass@1:16_samples`, `codegen_pass@1:16`, `pass@k:k=4&n=16`; `avg@16` and `avg@n:n=16` are pass@1. `maj@k` is a vote: undefined, as is
 * anything else that is no pass@k.
 */
export function metricOfLightEval(name: string): LightEvalMetric | undefined {
  if (name.endsWith('_stderr')) return undefined;
  if (BINARY.has(name)) return { k: 1, numSamples: 1, scorer: name };
  const older = /^(\w*?)_?pass@(\d+)(?::(\d+)(?:_samples)?)?$/.exec(name);
  if (older !== null) return metricWith(older[1] ?? '', older[2], older[3]);
  const newer = /^(\w*?)_?pass@k:(?:.*&)?k=(\d+)(?:&|$)/.exec(name);
  if (newer !== null) return metricWith(newer[1] ?? '', newer[2], /(?::|&)n=(\d+)/.exec(name)?.[1]);
  const average = /^(\w*?)_?avg@(?:n:(?:.*&)?n=)?(\d+)(?:&|$)/.exec(name);
  if (average === null) return undefined;
  return { k: 1, numSamples: Number(average[2]), scorer: `${prefixed(average[1], 'avg@n')}, n=${average[2] ?? ''}` };
}

function metricWith(prefix: string, k = '1', numSamples = k): LightEvalMetric {
  return { k: Number(k), numSamples: Number(numSamples), scorer: `${prefixed(prefix, 'pass@k')}, n=${numSamples}` };
}

function prefixed(prefix = '', name: string): string {
  return prefix === '' ? name : `${prefix}_${name}`;
}
