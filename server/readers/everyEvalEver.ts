import type { EvalCounts } from '../core/counts.ts';
import { field } from './json/fields.ts';
import { readNumber, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';
import { kOf } from './recordedPassAtK.ts';
import { forEachRecord } from './records.ts';

/** Every Eval Ever `{uuid}.json`: scores of whole evaluations. The attempts are in `{uuid}_samples.jsonl` beside it. */
export function readEveryEvalEver(log: LogInput): EvalCounts[] {
  const model = field('model_info.id', readText);
  const evalName = field('evaluation_name', readText);
  const id = field('metric_config.metric_id', readText);
  const name = field('metric_config.metric_name', readText);
  const kind = field('metric_config.metric_kind', readText);
  const unit = field('metric_config.metric_unit', readText);
  const k = field('metric_config.metric_parameters.k', readNumber);
  const score = field('score_details.score', readNumber);
  const evals = createMetricEvals(log);
  forEachRecord(
    log,
    { at: 'evaluation_results.*', fields: [evalName, id, name, kind, unit, k, score], header: [model] },
    () => {
      if (score.value === undefined || score.range === undefined) return;
      const metric = [kind, id, name].map(({ value }) => value?.toLowerCase() ?? '');
      const isPassAtK = metric.some((text) => /^pass(?:_?at_?k|@\w+|_at_\d+)$/.test(text));
      const isAccuracy = metric.some((text) => /^(?:accuracy|exact_match|pass_rate)$/.test(text));
      const numAttempts = isPassAtK ? (k.value ?? kOf(name.value?.toLowerCase() ?? '')) : isAccuracy ? 1 : undefined;
      if (numAttempts === undefined || !Number.isSafeInteger(numAttempts) || numAttempts < 1) return;
      evals.add({
        task: evalName.value,
        scorer: 'is_correct',
        name: name.value ?? id.value ?? kind.value ?? '',
        k: numAttempts,
        value: unit.value === 'percent' ? score.value / 100 : score.value,
        range: score.range,
      });
    },
  );
  return evals.all({ model: model.value });
}
