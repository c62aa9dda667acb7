import assert from 'node:assert/strict';
import type { CostModel } from '../../server/core/cost.ts';
import { chartOf, checkChart, HEAVY, panelOf, problems, seriesOf } from '../support/checkCharts.ts';

describe('The charts against compute', () => {
  const withTokens = problems(HEAVY).map((problem) => ({
    ...problem,
    tokens: { promptTokens: 600 * 20, completionTokens: 400 * 20 },
  }));
  const flops: CostModel = { unit: 'flops', perAttempt: 400 * 2e9, perPrompt: 600 * 2e9, assumptions: ['A test'] };
  const model = panelOf(withTokens, { cost: flops });

  it('draw the loss over the cost of k attempts as it is over k (Eq. 13)', () => {
    const over = checkChart(model, 'lossCost');
    const loss = checkChart(model, 'loss');
    for (const { id, points } of over.series) {
      const expected = seriesOf(loss, id).points.map(({ x, y }) => ({ x: 600 * 2e9 + 400 * 2e9 * x, y }));
      assert.deepEqual(
        points.map(({ x, y }) => ({ x, y })),
        expected,
      );
    }
  });

  it('hold the asymptote of Eq. 12 below the ceiling, and close to the law at large k', () => {
    const asymptote = seriesOf(chartOf(model, 'cost'), 'asymptote').points;
    const loss = seriesOf(chartOf(model, 'lossCost'), 'asymptote').points;
    assert.equal(seriesOf(chartOf(model, 'cost'), 'asymptote').visible, false);
    for (const { x, y } of asymptote) {
      const same = loss.find((point) => point.x === x);
      assert.ok(y >= 0 && (same === undefined || Math.abs(1 - same.y - y) < 1e-12));
    }
  });

  it('draw contours on which C = F·(N_p + N_d·k) buys the coverage (Figure 3)', () => {
    const contours = checkChart(model, 'contourFlops');
    const coverage = seriesOf(chartOf(model, 'coverage'), 'prediction').points;
    for (const { label, points } of contours.series) {
      for (const { x, y } of points) {
        const k = (x / y - 600) / 400;
        const reached = coverage.find((point) => point.x >= k - 1e-6);
        assert.ok(reached !== undefined && reached.y >= Number.parseFloat(label) / 100 - 1e-9, label);
      }
    }
    const [first, second] = contours.series;
    assert.ok(first && second && second.points[0]!.x > first.points[0]!.x, 'more coverage costs more');
  });

  it('draw contours over C/F and N_p = N_d, which need neither prices nor tokens', () => {
    const contours = checkChart(panelOf(problems(HEAVY)), 'contourTokens');
    for (const { points } of contours.series) {
      const ratios = points.map(({ x, y }) => x / y - 1);
      assert.ok(ratios.every((k) => Math.abs(k - Math.round(ratios[0]!)) < 1e-6 * k + 1e-9));
    }
  });

  it('say that the contours over F need token counts', () => {
    assert.match(chartOf(panelOf(problems(HEAVY)), 'contourFlops').absentBecause ?? '', /no token counts/);
  });
});
