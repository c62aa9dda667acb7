import type { EvalCounts } from '../../core/counts.ts';
import { createAttemptCounter } from '../attemptCounter.ts';
import { someOf } from '../issueLog.ts';
import { metricOfLightEval, type LightEvalMetric } from '../lightEvalMetrics.ts';
import { createRecoveredCounts } from '../recoveredCounts.ts';
import type { ParquetLog } from './parquetLog.ts';
import { scalarsOf } from './values.ts';

interface MetricColumn extends LightEvalMetric {
  readonly leaf: readonly string[];
}

/**
 * lighteval's `details_<task>_<time>.parquet`, a problem a row. It keeps of the attempts what its metrics say of them together: c is the
 * whole number whose pass@k is recorded, of each scorer at the least k. A scorer with a value that no c has gives part marks, and is left out.
 */
export function readLightEvalDetails({ path, name, leaves, issues, forEachRow }: ParquetLog): EvalCounts[] {
  const metrics = leaves
    .flatMap((leaf): MetricColumn[] => {
      const [top = '', metricName = '', ...rest] = leaf;
      const metric = /^metrics?$/.test(top) && rest.length === 0 ? metricOfLightEval(metricName) : undefined;
      return metric === undefined ? [] : [{ ...metric, leaf }];
    })
    .sort((a, b) => a.k - b.k);
  const id = leaves.find((leaf) => leaf.join('.') === 'doc.id');
  const recovered = createRecoveredCounts(issues, 'row');
  const counter = createAttemptCounter({ issues }, 'a row');
  const partial = new Set<string>();
  forEachRow([...metrics.map(({ leaf }) => leaf), ...(id === undefined ? [] : [id])], (values, row) => {
    const range = { start: row, end: row + 1 };
    const problemId = String((id && scalarsOf(values[metrics.length])[0]) ?? row + 1);
    const seen = new Set<string>();
    metrics.forEach(({ scorer, k, numSamples }, i) => {
      const value = Number(scalarsOf(values[i])[0] ?? NaN);
      if (seen.has(scorer)) return;
      if (Number.isNaN(value)) return;
      seen.add(scorer);
      const numCorrect = recovered.correct({ scorer, k, value, numSamples, range });
      if (numCorrect === undefined) partial.add(scorer);
      else counter.addCounts({ problemId, scorer, numSamples, numCorrect, range });
    });
    for (const { scorer } of metrics) {
      if (seen.has(scorer)) continue;
      seen.add(scorer);
      counter.add({ problemId, scorer, verdict: undefined, range });
    }
  });
  if (partial.size > 0) {
    const message = `${someOf([...partial])}: values that no whole number of passed attempts has, as of part marks; they cannot be counted.`;
    issues.add({ code: 'wrongType', severity: 'info', message });
  }
  const evals = counter
    .evals({ task: taskOf(name), model: modelOf(path) })
    .filter(({ scorer }) => !partial.has(scorer));
  for (const { scorer, problems } of evals) recovered.report(scorer, problems.length);
  return evals;
}

const TIME = /_?\d{4}-\d{2}-\d{2}T[\d.-]+(?:\.parquet)?$/;

/** `details_lighteval|gsm8k|0_2026-01-01T00-00-00.000000.parquet` → `lighteval|gsm8k|0`, as in the file of its results. */
function taskOf(name: string): string {
  return name
    .replace(/^details_/, '')
    .replace(/\.parquet$/i, '')
    .replace(TIME, '');
}

/** `details/<organization>/<model>/<time>/details_….parquet`; empty in any other folder. */
function modelOf(path: string): string {
  const [, time = '', ...folders] = path.split(/[\\/]/).reverse();
  const end = folders.indexOf('details');
  return TIME.test(time) && end > 0 ? folders.slice(0, end).reverse().join('/') : '';
}
