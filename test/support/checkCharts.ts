import assert from 'node:assert/strict';
import { analyzeEval, DEFAULT_ANALYSIS_OPTIONS } from '../../server/core/analyzeEval.ts';
import type { AnalysisOptions } from '../../server/core/analysis.ts';
import type { ProblemCounts } from '../../server/core/counts.ts';
import type { ChartId, ChartModel, ChartSeries, PanelModel } from '../../server/protocol/panel.ts';
import { buildPanelModel } from '../../server/view/buildPanelModel.ts';

/** Counts c of problems with n = 20 attempts each, of a kind with a heavy tail. */
export const HEAVY = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 11, 14, 19];
/** Half of the problems never, the others nearly always: a ceiling. */
export const CEILING = [...Array<number>(60).fill(0), ...Array.from({ length: 60 }, (_, i) => 12 + (i % 8))];

export const problems = (successes: readonly number[], numSamples = 20): ProblemCounts[] =>
  successes.map((numCorrect, index) => ({ problemId: `p${String(index)}`, numSamples, numCorrect }));

export function panelOf(
  counts: readonly ProblemCounts[],
  options: Partial<AnalysisOptions> = {},
  task = 'arithmetic',
): PanelModel {
  const analysis = analyzeEval(
    { task, model: 'model', scorer: 'match', problems: counts, recorded: [] },
    { ...DEFAULT_ANALYSIS_OPTIONS, ...options },
  );
  return buildPanelModel({
    title: 'log.json',
    uri: 'file:///log.json',
    state: 'ready',
    issues: [],
    analyses: [analysis],
  });
}

export function chartOf(model: PanelModel, id: ChartId): ChartModel {
  const panel = model.evals[0];
  const chart = [...(panel?.charts ?? []), ...(panel?.computeCharts ?? [])].find((candidate) => candidate.id === id);
  assert.ok(chart, `no chart ${id}`);
  return chart;
}

export function seriesOf(chart: ChartModel, id: string): ChartSeries {
  const series = chart.series.find((candidate) => candidate.id === id);
  assert.ok(series, `no series ${id} in ${chart.series.map((each) => each.id).join(', ')}`);
  return series;
}

/** A chart that holds together: finite points in order, inside their intervals, each with its words; a table without holes. */
export function checkChart(model: PanelModel, id: ChartId): ChartModel {
  const chart = chartOf(model, id);
  assert.equal(chart.absentBecause, undefined);
  assert.ok(chart.series.length > 0);
  assert.equal(new Set(chart.series.map((series) => series.id)).size, chart.series.length, 'ids are unique');
  for (const series of chart.series) {
    for (const [index, point] of series.points.entries()) {
      const place = `${series.id} at ${String(point.x)}`;
      const numbers = [point.x, point.y, point.low, point.high, point.xLow, point.xHigh];
      assert.ok(
        numbers.every((value) => value === undefined || Number.isFinite(value)),
        place,
      );
      assert.ok(point.x > 0 || chart.x.scale === 'linear', place);
      assert.ok(point.x >= (series.points[index - 1]?.x ?? 0), `${place} goes back`);
      if (series.kind !== 'band')
        assert.ok((point.low ?? point.y) <= point.y + 1e-9 && point.y <= (point.high ?? point.y) + 1e-9, place);
      assert.ok(point.at !== '' && point.text !== '', place);
    }
  }
  assert.ok(chart.table.rows.length > 0);
  for (const row of chart.table.rows) assert.equal(row.length, chart.table.columns.length);
  assert.ok(!/NaN|Infinity|undefined|null/.test(JSON.stringify(chart)), 'no number is missing');
  assert.match(chart.summary, /\d.*\.$/s, 'the summary states numbers');
  return chart;
}
