import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { seededRandom } from '../../server/core/seededRandom.ts';
import type { ChartId, ChartModel, EvalPanel } from '../../server/protocol/panel.ts';
import { buildPanelModel } from '../../server/view/buildPanelModel.ts';
import { drawOrders, type DrawAttempt, type OrderedEval } from '../support/drawOrders.ts';

describe('Charts of the order of attempts', () => {
  it('sets pass rates along the attempts beside what a random order shows', () => {
    const { series, table, summary } = chartOf(independentLog(), 'order');
    const [band, observed] = series;
    assert.deepEqual([band?.kind, observed?.kind], ['band', 'points']);
    assert.equal(observed?.points.length, 10);
    observed.points.forEach(({ x, at }, i) => {
      assert.ok(Math.abs(x - (i + 0.5) / 10) < 1e-12);
      assert.match(at, /^attempts from /);
    });
    const numInside = observed.points.filter(({ y }, i) => isInside(y, band?.points[i])).length;
    assert.ok(numInside >= 7, `${numInside} of 10 inside the band of 90%`);
    assert.equal(table.rows.length, 10);
    assert.match(summary, /^Attempts are independent given the problem/);
  });

  it('shows a drift outside of the band', () => {
    const [band, observed] = chartOf(driftingLog(), 'order').series;
    const [first, last] = [observed?.points[0], observed?.points.at(-1)];
    assert.ok(first !== undefined && last !== undefined && first.y < last.y);
    assert.ok(!isInside(first.y, band?.points[0]) && !isInside(last.y, band?.points.at(-1)));
  });

  it('draws the eigenvalues of Eq. 15 beside their null, with κ, its ranks and the κ of the null in words', () => {
    const { series, summary, table } = chartOf(independentLog(), 'spectrum');
    const [none, data] = series;
    assert.deepEqual([none?.id, data?.id], ['independent', 'eigenvalues']);
    assert.equal(data?.points.length, 60);
    data.points.slice(1).forEach(({ y }, i) => {
      assert.ok(y <= data.points[i]!.y);
    });
    assert.match(summary, /the first 60 attempts at 80 problems/);
    assert.match(
      summary,
      /Over the ranks 2 to \d+ they fall with κ = [\d.]+; with each problem’s attempts in random order, κ = /,
    );
    assert.equal(table.rows.length, 60);
  });

  it('show the matrix of Eq. 15 itself, whose diagonal is the lightest where trials share nothing but difficulty', () => {
    const [row] = panelOf(independentLog()).pictures ?? [];
    const [matrix] = row?.pictures ?? [];
    assert.equal(row?.label, 'Correlation matrix of 60 trials (Eq. 15)');
    assert.deepEqual([matrix?.width, matrix?.height], [60, 60]);
    const pixels = Buffer.from(matrix?.pixelsBase64 ?? '', 'base64');
    const at = (row: number, column: number): number => pixels[60 * row + column]!;
    for (let i = 0; i < 60; i += 1) {
      // Of failures and successes, error² = error: the diagonal is the failure rate of a trial, which no product with another exceeds.
      for (let j = 0; j < 60; j += 1) assert.ok(at(i, j) <= at(i, i) && at(i, j) === at(j, i));
    }
    assert.equal(panelOf({ problems: [{ problemId: 'a', numSamples: 9, numCorrect: 3 }] }).pictures, undefined);
  });

  it('are not there where the order is not known', () => {
    const problems = [{ problemId: 'a', numSamples: 9, numCorrect: 3 }];
    const ids = chartsOf({ problems }).map(({ id }) => id);
    assert.ok(ids.includes('coverage') && !ids.includes('order') && !ids.includes('spectrum'));
  });
});

function independentLog(): OrderedEval {
  return drawOrders(seededRandom(6), { numProblems: 80, numSamples: () => 60 });
}

function driftingLog(): OrderedEval {
  const random = seededRandom(6);
  const draw: DrawAttempt = (rate, place) => (random() < rate * (0.4 + 0.01 * place) ? 1 : 0);
  return drawOrders(random, { numProblems: 80, numSamples: () => 60 }, draw);
}

type Log = Pick<OrderedEval, 'problems'> & Partial<OrderedEval>;

function chartsOf(log: Log): readonly ChartModel[] {
  return panelOf(log).charts;
}

function panelOf({ problems, outcomes }: Log): EvalPanel {
  const attemptOrder = outcomes && ({ kind: 'kept', outcomes } as const);
  const counts = { task: 't', model: 'm', scorer: 's', problems, recorded: [], ...(attemptOrder && { attemptOrder }) };
  const panel = buildPanelModel({
    title: 'log.json',
    uri: 'file:///log.json',
    state: 'ready',
    issues: [],
    analyses: [analyzeEval(counts)],
  });
  return panel.evals[0] ?? assert.fail();
}

function chartOf(log: OrderedEval, id: ChartId): ChartModel {
  const chart = chartsOf(log).find((candidate) => candidate.id === id);
  assert.ok(chart !== undefined, `no chart ${id}`);
  return chart;
}

function isInside(y: number, point: { readonly low?: number; readonly high?: number } | undefined): boolean {
  return (point?.low ?? Infinity) <= y && y <= (point?.high ?? -Infinity);
}
