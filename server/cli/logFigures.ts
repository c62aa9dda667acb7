import { analyzeEval } from '../core/analyzeEval.ts';
import type { EvalCounts } from '../core/counts.ts';
import { chartFigure } from '../figures/chartFigure.ts';
import type { Figure } from '../figures/figure.ts';
import { buildPanelModel } from '../view/buildPanelModel.ts';

/** The charts of the panel of an evaluation, with its default settings: coverage with the prediction, inference loss, difficulty, cost. */
export function logFigures(name: string, counts: EvalCounts): readonly Figure[] {
  const analyses = [analyzeEval(counts)];
  const { evals } = buildPanelModel({ title: name, uri: '', state: 'ready', issues: [], analyses });
  return evals.flatMap(({ charts }) =>
    charts
      .filter(({ absentBecause }) => absentBecause === undefined)
      .map((chart) => chartFigure(`${name}-${chart.id}`, chart)),
  );
}
