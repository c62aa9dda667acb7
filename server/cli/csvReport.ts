import { recordedCurve } from '../core/recordedCurve.ts';
import { csvText } from './csvText.ts';
import type { Report } from './report.ts';
import { reportRows } from './reportRows.ts';

const COLUMNS = [
  'task',
  'model',
  'scorer',
  'sources',
  'num_problems',
  'num_attempts',
  'num_correct',
  'k',
  'observed',
  'observed_low',
  'observed_high',
  'observed_problems',
  'predicted',
  'predicted_low',
  'predicted_high',
  'band_low',
  'band_high',
  'basis',
  'pass_hat_k',
  'pass_hat_k_low',
  'pass_hat_k_high',
] as const;

/** What stands between the recorded pass@k of a log without attempts and its basis. */
const NO_VALUES = new Array<undefined>(8).fill(undefined);

/** One row for each evaluation and k; proportions, not percent; empty where there is no value. */
export function csvReport({ evals, curves }: Report): string {
  const rows = evals.flatMap(({ sources, analysis }) => {
    const { counts, summary } = analysis;
    const names = [counts.task, counts.model, counts.scorer, sources.join(';')];
    const totals = [summary.numProblems, summary.numAttempts, summary.numCorrect];
    return reportRows(analysis).map(({ k, observed, allPass, predicted }) => [
      ...names,
      ...totals,
      k,
      ...[observed?.value, observed?.low, observed?.high, observed?.numProblems],
      ...[predicted?.value, predicted?.low, predicted?.high, predicted?.bandLow, predicted?.bandHigh, predicted?.basis],
      ...[allPass?.value, allPass?.low, allPass?.high],
    ]);
  });
  const recorded = curves.flatMap(({ sources, analysis: { counts } }) =>
    recordedCurve(counts).map(({ k, value }) => [
      ...[counts.task, counts.model, counts.scorer, sources.join(';')],
      ...[undefined, undefined, undefined],
      k,
      value,
      ...NO_VALUES,
      'recorded',
      ...[undefined, undefined, undefined],
    ]),
  );
  return csvText(COLUMNS, [...rows, ...recorded]);
}
