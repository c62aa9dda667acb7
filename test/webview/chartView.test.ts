import assert from 'node:assert/strict';
import type { ChartModel } from '../../server/protocol/panel.ts';
import { axisExtent, type ChartView } from '../../webview/chartView.ts';
import { failureChart } from '../../server/view/experiments/failureChart.ts';

function extent(model: ChartModel, shown: readonly string[]): number {
  const view: Pick<ChartView, 'model' | 'isShown'> = { model, isShown: ({ id }) => shown.includes(id) };
  return axisExtent(view, 'y').max;
}

describe('The extent of an axis', () => {
  const model = failureChart([
    { name: 'σ = 0.5', counts: [20, 10, 10] },
    { name: 'σ = 2', counts: [0, 0, 1000] },
  ]);

  it('is that of the shown series where these are looked at one by one: a setting has its own scale', () => {
    assert.equal(extent(model, ['bars-0']), 20);
    assert.equal(extent(model, ['bars-0', 'bars-1']), 1000);
    assert.equal(extent(model, []), 1000, 'with none shown it is that of all');
  });

  it('is else that of all, so that no curve moves when another is switched on', () => {
    const { fitsShown, ...y } = model.y;
    assert.equal(extent({ ...model, y }, ['bars-0']), 1000);
  });
});
