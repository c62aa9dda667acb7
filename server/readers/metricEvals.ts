import type { ByteRange, EvalCounts, RecordedMetric } from '../core/counts.ts';
import type { EvalNames } from './attemptCounter.ts';
import type { LogInput } from './logInput.ts';
import { kOf } from './recordedPassAtK.ts';

export interface FoundMetric extends EvalNames {
  /** As the log has it: `pass@8`; `k` and `kind` say what it is where the name does not. */
  readonly name: string;
  readonly k?: number;
  readonly kind?: RecordedMetric['kind'];
  /** A share of 1. */
  readonly value: number;
  readonly range: ByteRange;
}

/** Evaluations of a log of aggregates: there is no attempt in it, only what it records of them. */
export interface MetricEvals {
  /** Any metric that is neither pass@k nor pass^k is passed over. */
  readonly add: (metric: FoundMetric) => void;
  /** The evaluations, in the order in which they first appear; `names` fill what the metrics do not name. */
  readonly all: (names?: EvalNames) => EvalCounts[];
}

export function createMetricEvals({ issues }: LogInput): MetricEvals {
  const found = new Map<string, EvalNames & { readonly recorded: RecordedMetric[]; readonly range: ByteRange }>();
  return {
    add: ({ task, model, scorer, name, value, range, kind = 'passAtK', ...rest }) => {
      const k = rest.k ?? kOf(name);
      if (k === undefined) return;
      if (!(value >= 0 && value <= 1)) {
        const message = 'This recorded metric is not a number in the range of a share: left out.';
        issues.add({ code: 'nonFiniteNumber', severity: 'warning', message, range });
        return;
      }
      const id = JSON.stringify([task, model, scorer]);
      const metrics = found.get(id) ?? { task, model, scorer, recorded: [], range };
      found.set(id, metrics);
      metrics.recorded.push({ name, kind, k, value, range });
    },
    all: (names = {}) =>
      [...found.values()].map(({ task, model, scorer, recorded, range }) => ({
        task: task || names.task || '',
        model: model || names.model || '',
        scorer: scorer || names.scorer || '',
        problems: [],
        recorded,
        range,
      })),
  };
}
