import { evalTitle } from '../cli/textReport.ts';
import { type ComparedEval, compareEvals } from '../core/compareEvals.ts';
import { seededRandom } from '../core/seededRandom.ts';
import type { AnalysisSettings } from '../protocol/analyst.ts';
import type { EvalPanel } from '../protocol/panel.ts';
import { comparisonPanel } from '../view/comparison/comparisonPanel.ts';
import { settingsCost, settingsParameters } from './settingsCost.ts';

/** As that of `passk compare`, so that both print the same bands. */
const SEED = 1;

export interface ComparedPanels {
  /** One for each task and scorer of which there are at least two evaluations. */
  readonly panels: readonly EvalPanel[];
  /** What there is nothing to compare with. */
  readonly notes: readonly string[];
}

/** Sets evaluations side by side, by the settings of the editor. */
export function comparePanels(evals: readonly ComparedEval[], settings: AnalysisSettings): ComparedPanels {
  const { predictAt: at, targetCoverage: targets, level } = settings;
  const { comparisons, alone } = compareEvals(evals, {
    at,
    targets,
    level,
    costOf: (counts) => settingsCost(counts, settings),
    parametersOf: (counts) => settingsParameters(counts, settings),
    random: seededRandom(SEED),
  });
  return {
    panels: comparisons.map((comparison) => comparisonPanel(comparison, level)),
    notes: alone.map(({ analysis }) => `${evalTitle(analysis)}: nothing to compare it with.`),
  };
}
