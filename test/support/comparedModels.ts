import { analyzeEval, DEFAULT_ANALYSIS_OPTIONS } from '../../server/core/analyzeEval.ts';
import { compareEvals, type ComparedEval, type Comparison } from '../../server/core/compareEvals.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import type { PanelModel } from '../../server/protocol/panel.ts';
import { comparisonPanel } from '../../server/view/comparison/comparisonPanel.ts';

const TARGETS = [0.5, 0.9];
const LEVEL = 0.9;

/** Sizes of the models are a billion parameters each, times ten for each further one. */
export function comparisonOf(
  models: Readonly<Record<string, readonly (readonly [numSamples: number, numCorrect: number])[]>>,
  targets: readonly number[] = TARGETS,
): Comparison {
  const names = Object.keys(models);
  const evals = Object.entries(models).map(([model, counts]): ComparedEval => {
    const problems = counts.map(([numSamples, numCorrect], i) => ({ problemId: `p${i}`, numSamples, numCorrect }));
    const analysis = analyzeEval(
      { task: 'contest', model, scorer: '', problems, recorded: [] },
      { ...DEFAULT_ANALYSIS_OPTIONS, targets, level: LEVEL },
    );
    return { analysis, task: 'contest', file: `${model}.csv`, sources: [`${model}.csv`] };
  });
  const { comparisons } = compareEvals(evals, {
    targets,
    at: [1, 10],
    level: LEVEL,
    costOf: ({ model }) => ({
      unit: 'flops',
      perAttempt: 1e9 * 10 ** names.indexOf(model),
      perPrompt: 0,
      assumptions: [],
    }),
    parametersOf: () => undefined,
    random: seededRandom(1),
  });
  return comparisons[0]!;
}

export function comparisonModel(comparison: Comparison): PanelModel {
  return {
    title: 'small.csv and 2 more',
    uri: 'passk-compare:/logs?%5B%5D',
    state: 'ready',
    evals: [comparisonPanel(comparison, LEVEL)],
    hasText: false,
  };
}

/** Forty problems of twenty attempts that three models find ever easier. */
export function threeModels(): Comparison {
  const counts = (skill: number): (readonly [number, number])[] =>
    Array.from({ length: 40 }, (_, i) => [20, Math.min(20, Math.floor(skill * (i / 12) ** 3))]);
  return comparisonOf({ 'small-1b': counts(0.2), 'middle-10b': counts(0.8), 'large-100b': counts(2.5) });
}
