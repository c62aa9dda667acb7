import assert from 'node:assert/strict';
import type { EvalPanel } from '../../server/protocol/panel.ts';
import { checkChart, chartOf, seriesOf } from '../support/checkCharts.ts';
import { comparisonModel, comparisonOf, threeModels } from '../support/comparedModels.ts';

const panelOf = (...args: Parameters<typeof comparisonOf>): EvalPanel =>
  comparisonModel(comparisonOf(...args)).evals[0]!;

describe('Charts of a comparison', () => {
  it('draws each model observed and predicted, joined where the data end, and the front on top', () => {
    const chart = checkChart(comparisonModel(threeModels()), 'front');
    assert.equal(chart.series[0]?.id, 'targets');
    assert.equal(chart.series[1]?.id, 'front');
    for (const id of ['model0', 'model1', 'model2']) {
      const [observed, predicted] = [id, `${id}-predicted`].map((each) => seriesOf(chart, each));
      assert.deepEqual([observed?.stroke, predicted?.stroke], ['solid', 'dashed']);
      assert.equal(observed?.role, predicted?.role);
      assert.deepEqual(observed?.points.at(-1), predicted?.points[0]);
      assert.ok(observed?.points.every(({ text }) => text.endsWith('observed')));
    }
    const models = ['model0', 'model1', 'model2'].flatMap((id) => seriesOf(chart, id).points);
    const [above] = seriesOf(chart, 'front').points.filter(({ x, y }) =>
      models.some((p) => p.x <= x && p.y > y + 1e-9),
    );
    assert.equal(above, undefined, 'no model lies above the front');
  });

  it('marks the cheapest model and k for each target that one of them reaches', () => {
    const comparison = threeModels();
    const { points } = seriesOf(checkChart(comparisonModel(comparison), 'front'), 'targets');
    const reached = comparison.targets.filter(({ answers }) => answers[0]?.answer.reachable === true);
    assert.deepEqual(
      points.map(({ y }) => y),
      reached.map(({ coverage }) => coverage),
    );
    for (const { xLow, x, xHigh, label } of points) {
      assert.ok(xLow! <= x && x <= xHigh!);
      assert.match(label ?? '', /^\d+%: \S+, k = /);
    }
  });

  it('draws the difference of pass@k to the first model, with the band over all k around it, and names 0', () => {
    const comparison = threeModels();
    const chart = checkChart(comparisonModel(comparison), 'difference');
    assert.equal(chart.series.length, 4);
    for (const { second, points } of comparison.differences) {
      const line = seriesOf(chart, `model${String(second)}`);
      const band = seriesOf(chart, `model${String(second)}-band`);
      assert.deepEqual(
        band.points.map(({ x, low, high }) => [x, low, high]),
        points.map(({ k, bandLow, bandHigh }) => [k, bandLow, bandHigh]),
      );
      assert.deepEqual(
        line.points.map(({ y }) => y),
        points.map(({ value }) => value),
      );
      for (const { low, high } of band.points) assert.ok(chart.y.min! < low! && high! < chart.y.max!);
    }
    assert.deepEqual(chart.marks, [{ axis: 'y', at: 0, label: 'as small-1b' }]);
    assert.match(chart.summary, /middle-10b: \+[\d.]+ pp at k = 1, .*; the band leaves 0 out at every k\./);
  });

  it('says that models which do as well are not told apart', () => {
    const same = Array.from({ length: 30 }, (_, i) => [10, i % 7] as const);
    const chart = chartOf(comparisonModel(comparisonOf({ a: same, b: same })), 'difference');
    assert.match(chart.summary, /^b: [+−]?0\.0 pp at k = 1, .*; the band holds 0 at every k\.$/);
  });

  it('has no difference to draw where too few problems match, and says so', () => {
    const { charts, warnings } = panelOf({ a: [[10, 3]], b: [[10, 5]] });
    const difference = charts.find(({ id }) => id === 'difference');
    assert.equal(difference?.series.length, 0);
    assert.match(difference.absentBecause ?? '', /1 problem matched by name: too few to compare/);
    assert.match(warnings[0] ?? '', /^a: Only 1 problem/);
  });

  it('names the cheapest for each target, or says that no model reaches it', () => {
    const never = Array.from({ length: 12 }, (_, i) => [50, i < 6 ? 0 : 25] as const);
    const { headlines, costs } = panelOf({ cheap: never, dear: never }, [0.4, 0.999]);
    assert.deepEqual(
      headlines.slice(0, 2).map(({ label, value }) => [label, value]),
      [
        ['Cheapest for 40%', 'cheap'],
        ['Cheapest for 99.9%', '–'],
      ],
    );
    assert.match(costs[0]?.text ?? '', /^cheap: k = 3 \[3, 3\], 3\.00 GFLOP, observed; dear: k = 3 /);
    assert.match(costs[1]?.text ?? '', /^cheap: not within 10,000 attempts; dear: not within 10,000 attempts$/);
  });
});
