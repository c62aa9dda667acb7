import type { ContenderAnswer } from '../core/cheapestModels.ts';
import type { Comparison } from '../core/compareEvals.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { csvText } from './csvText.ts';
import type { FileReport } from './report.ts';
import { pairOf, unreachedJson } from './targetJson.ts';

export interface CompareReport {
  readonly files: readonly FileReport[];
  readonly comparisons: readonly Comparison[];
  /** The k at which people are shown differences. */
  readonly at: readonly number[];
  readonly level: number;
  readonly seed: number;
}

/** See docs/cli.md: a contract. Contenders are named by their place in `evals`, from 0. */
export function compareJson({ files, comparisons, level, seed }: CompareReport): object {
  return { schemaVersion: 1, files, level, seed, comparisons: comparisons.map(comparisonOf) };
}

function comparisonOf({ task, scorer, contenders, targets, front, differences }: Comparison): object {
  return {
    task,
    scorer,
    unit: contenders[0]?.cost.unit,
    evals: contenders.map(({ name, sources, observedUpTo, cost, analysis: { counts, summary, warnings } }) => ({
      name,
      model: counts.model,
      sources,
      numProblems: summary.numProblems,
      observedUpTo,
      perAttempt: cost.perAttempt,
      perPrompt: cost.perPrompt,
      assumptions: cost.assumptions,
      warnings: warnings.map((warning) => ({ code: warning.code, message: describeWarning(warning) })),
    })),
    targets: targets.map(({ coverage, answers }) => ({
      coverage,
      answers: answers.map(({ contender, answer }) => ({ eval: contender, ...answerOf(answer) })),
    })),
    paretoFront: front.map(({ contender, ...point }) => ({ eval: contender, ...point })),
    differences: differences.map((difference) => ({ first: 0, ...difference })),
  };
}

function answerOf(answer: ContenderAnswer): object {
  if (!answer.reachable) return unreachedJson(answer);
  return { ...answer, kInterval: pairOf(answer.kInterval), costInterval: pairOf(answer.costInterval) };
}

const COLUMNS = [
  ...['task', 'scorer', 'target', 'rank', 'model', 'sources', 'reachable'],
  ...['k', 'k_low', 'k_high', 'cost', 'cost_low', 'cost_high', 'unit', 'basis'],
];

/** One row for each target and evaluation, the cheapest first; empty where there is no value. */
export function compareCsv({ comparisons }: CompareReport): string {
  const rows = comparisons.flatMap(({ task, scorer, contenders, targets }) =>
    targets.flatMap(({ coverage, answers }) =>
      answers.map(({ contender, answer }, i) => {
        const { name = '', sources = [], cost } = contenders[contender] ?? {};
        const place = [task, scorer, coverage, i + 1, name, sources.join(';')];
        if (!answer.reachable) return [...place, 'no', ...Array<undefined>(6), cost?.unit, answer.why];
        const { k, kInterval, costInterval, basis } = answer;
        return [
          ...[...place, 'yes', k, kInterval.low ?? undefined, kInterval.high ?? undefined, answer.cost],
          ...[costInterval.low ?? undefined, costInterval.high ?? undefined, cost?.unit, basis],
        ];
      }),
    ),
  );
  return csvText(COLUMNS, rows);
}
