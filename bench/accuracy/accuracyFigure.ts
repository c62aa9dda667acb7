import { COLORS, FIGURE_CONFIG, logAxis } from '../../server/figures/figure.ts';
import { renderSvg } from '../../server/drawFigure.ts';
import { ESTIMATORS } from './estimators.ts';
import type { Score } from './scores.ts';

export interface ScoredRow {
  readonly name: string;
  readonly n: number;
  readonly score: Pick<Score, 'absoluteError'>;
}

/** Mean absolute error over n of each estimator, a view for each group, as an SVG document. */
export async function accuracyFigure(rows: readonly ScoredRow[]): Promise<string> {
  const groups = [...new Set(rows.map(({ name }) => name))];
  const highest = Math.max(...rows.flatMap(({ score }) => Object.values(score.absoluteError)));
  const encoding = {
    x: logAxis('n', 'Attempts a problem, n', [8, 1250]),
    y: { field: 'error', type: 'quantitative', title: 'Error of pass@10,000', scale: { domain: [0, highest] } },
    color: {
      ...{ field: 'estimator', type: 'nominal', title: null },
      scale: { domain: ESTIMATORS, range: ['#000000', ...COLORS] },
      legend: { orient: 'bottom', columns: ESTIMATORS.length },
    },
  };
  const view = (group: string): object => ({
    title: { text: group, fontSize: 12, offset: 4 },
    width: 210,
    height: 150,
    data: { values: rows.filter(({ name }) => name === group).flatMap(errorsOf) },
    layer: [
      { mark: { type: 'line', strokeWidth: 1.4, point: { size: 22 } }, encoding },
      { transform: [{ filter: "datum.estimator === 'ours'" }], mark: { type: 'line', strokeWidth: 3.2 }, encoding },
    ],
  });
  return await renderSvg({ config: FIGURE_CONFIG, columns: 4, concat: groups.map(view) });
}

function errorsOf({ n, score }: ScoredRow): readonly object[] {
  return ESTIMATORS.map((estimator) => ({ n, estimator, error: score.absoluteError[estimator] }));
}
