import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { buildPanelModel } from '../../server/view/buildPanelModel.ts';
import { CEILING, chartOf, checkChart, HEAVY, panelOf, problems, seriesOf } from '../support/checkCharts.ts';

/** 1 − C(n − c, k)/C(n, k), as a product. */
function chen(n: number, c: number, k: number): number {
  let allFail = 1;
  for (let i = 0; i < k; i += 1) allFail *= Math.max(0, n - c - i) / (n - i);
  return 1 - allFail;
}

describe('The coverage chart', () => {
  it('shows the unbiased estimate at each k up to n', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'coverage');
    const { points } = seriesOf(chart, 'observed');
    assert.deepEqual([points[0]?.x, points.at(-1)?.x], [1, 20]);
    for (const { x, y } of points) {
      const expected = HEAVY.reduce((sum, c) => sum + chen(20, c, x), 0) / HEAVY.length;
      assert.ok(Math.abs(y - expected) < 1e-12, `pass@${String(x)}`);
    }
  });

  it('has pass^k, C(c, k)/C(n, k), on request, with its interval in the table', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'coverage');
    const series = seriesOf(chart, 'passHatK');
    assert.equal(series.visible, false);
    assert.equal(series.points.at(-1)?.x, 20);
    for (const { x, y, text } of series.points) {
      // All of k pass where none of k would with passes and failures exchanged.
      const expected = HEAVY.reduce((sum, c) => sum + 1 - chen(20, 20 - c, x), 0) / HEAVY.length;
      assert.ok(Math.abs(y - expected) < 1e-12, `pass^${String(x)}`);
      assert.equal(chart.table.rows.find(([k]) => k === String(x))?.[2], text);
    }
  });

  it('marks what lies beyond the data, from the largest n to the last predicted k', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'coverage');
    const [region] = chart.regions;
    assert.deepEqual([region?.fromX, region?.toX], [20, seriesOf(chart, 'prediction').points.at(-1)?.x]);
    assert.match(chart.summary, /beyond the data/);
  });

  it('shows the likelihood fit and the power law at first, the other laws on request', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'coverage');
    const shown = chart.series.filter(({ visible }) => visible).map(({ id }) => id);
    assert.deepEqual(shown, ['observed', 'prediction', 'interval', 'betaBinomial', 'powerLaw', 'band']);
    assert.equal(seriesOf(chart, 'leastSquares').visible, false);
    assert.equal(seriesOf(chart, 'effectiveK').visible, false);
  });

  it('prefers the law with a ceiling where the data speak for one, and marks the ceiling', () => {
    const chart = checkChart(panelOf(problems(CEILING)), 'coverage');
    assert.equal(seriesOf(chart, 'zeroInflatedBetaBinomial').visible, true);
    assert.equal(seriesOf(chart, 'betaBinomial').visible, false);
    const mark = chart.marks.find(({ label }) => label.startsWith('ceiling'));
    assert.ok(mark !== undefined && Math.abs(mark.at - 0.5) < 0.1, JSON.stringify(chart.marks));
  });

  it('marks the target to ask for next', () => {
    const chart = checkChart(panelOf(problems(HEAVY), { targets: [0.9, 0.2, 0.8] }), 'coverage');
    assert.deepEqual(
      chart.marks.filter(({ label }) => label.startsWith('target')),
      [{ axis: 'y', at: 0.8, label: 'target 80%' }],
    );
  });

  it('says over how many problems a point is where attempts are unequal', () => {
    const chart = checkChart(panelOf([...problems(HEAVY), ...problems([3, 4], 10)]), 'coverage');
    assert.match(seriesOf(chart, 'observed').points.at(-1)?.text ?? '', /over 20 problems/);
  });
});

describe('The chart of inference loss', () => {
  it('mirrors the coverage chart', () => {
    const model = panelOf(problems(HEAVY));
    const coverage = seriesOf(chartOf(model, 'coverage'), 'observed').points;
    const loss = seriesOf(checkChart(model, 'loss'), 'observed').points;
    assert.deepEqual(
      loss.map(({ x, y }) => [x, y]),
      coverage.map(({ x, y }) => [x, 1 - y]),
    );
  });

  it('falls to its asymptote, whose slope on log–log axes is the −β of the summary', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'loss');
    const asymptote = seriesOf(chart, 'asymptote').points;
    const [before, last] = [asymptote.at(-2), asymptote.at(-1)];
    assert.ok(before !== undefined && last !== undefined);
    const slope = Math.log(last.y / before.y) / Math.log(last.x / before.x);
    const beta = Number(/β = ([\d.]+)/.exec(chart.summary)?.[1]);
    assert.ok(Math.abs(slope + beta) < 0.005, `slope ${String(slope)}, β ${String(beta)}`);
    const law = seriesOf(chart, 'loss').points.at(-1);
    assert.ok(law !== undefined && Math.abs(law.y / last.y - 1) < 0.02);
  });

  it('tells the loss of the law from the share unsolved where there is a ceiling', () => {
    const chart = checkChart(panelOf(problems(CEILING)), 'loss');
    assert.match(chart.summary, /levels off at 1 − A = (?:49|50)\.\d%/);
    const [law, observed] = [seriesOf(chart, 'loss').points, seriesOf(chart, 'observed').points];
    const unsolved = observed.find(({ x }) => x === 10)?.y ?? 0;
    const loss = law.find(({ x }) => x === 10)?.y ?? 1;
    assert.ok(loss < 0.1 && unsolved > 0.4);
  });
});

describe('The chart of difficulty', () => {
  it('gives every problem its place: the shares of bars and tail add up to 1', () => {
    for (const counts of [HEAVY, CEILING]) {
      const chart = checkChart(panelOf(problems(counts)), 'difficulty');
      const bars = seriesOf(chart, 'posterior').points.slice(0, -1);
      const tail = chart.series.find(({ id }) => id === 'never')?.points[0]?.y ?? 0;
      const total = bars.reduce((sum, { y }) => sum + y, tail);
      assert.ok(Math.abs(total - 1) < 0.002, `total ${String(total)}`);
    }
  });

  it('names the share that is never solved', () => {
    const chart = checkChart(panelOf(problems(CEILING)), 'difficulty');
    const never = /^60 of 120 problems were solved at least once; .* (\d+\.\d)% are expected never to be\.$/;
    const share = Number(never.exec(chart.summary)?.[1]);
    // At most the half that no attempt has solved, and less, because some of it may be of a harder kind.
    assert.ok(share > 25 && share < 50, chart.summary);
    assert.match(chart.regions[0]?.label ?? '', /^never/);
  });

  it('shades what is rarer than one success in n attempts', () => {
    const chart = checkChart(panelOf(problems(HEAVY)), 'difficulty');
    assert.equal(chart.regions.at(-1)?.toX, 1 / 20);
  });
});

describe('The chart of cost', () => {
  it('places each target on the curve, where the curve reaches it', () => {
    const cost = { unit: 'usd', perAttempt: 0.002, perPrompt: 0.01, assumptions: ['Prices are made up.'] } as const;
    const chart = checkChart(panelOf(problems(HEAVY), { cost, targets: [0.6, 0.7] }), 'cost');
    const curve = seriesOf(chart, 'cost').points;
    const targets = seriesOf(chart, 'targets').points;
    assert.equal(targets.length, 2);
    for (const { x, y, xLow = 0, xHigh = 0, label = '' } of targets) {
      const k = Number(/k = ([\d,]+)/.exec(label)?.[1]?.replaceAll(',', ''));
      assert.ok(Math.abs(x - (0.01 + 0.002 * k)) < 1e-12, label);
      assert.ok(xLow <= x && x <= xHigh, label);
      const [below, above] = [curve.filter((point) => point.x <= x).at(-1), curve.find((point) => point.x >= x)];
      assert.ok(below !== undefined && above !== undefined);
      assert.ok(
        below.y - 0.01 <= y && y <= above.y + 0.01,
        `${label}: ${String(y)} between ${String(below.y)} and ${String(above.y)}`,
      );
    }
    assert.match(chart.summary, /\$/);
  });

  it('names the targets that cannot be reached', () => {
    const chart = checkChart(panelOf(problems(CEILING), { targets: [0.3, 0.95] }), 'cost');
    assert.match(chart.summary, /30%.*95%/);
    assert.equal(seriesOf(chart, 'targets').points.length, 1);
  });
});

describe('Charts of what is not identified', () => {
  const cases = [
    { title: 'no attempt passed', counts: problems([0, 0, 0]), reason: /no attempt passed/ },
    { title: 'every attempt passed', counts: problems([20, 20]), reason: /every attempt passed/ },
    { title: 'every problem has a single attempt', counts: problems([0, 1, 1], 1), reason: /single attempt/ },
    { title: 'there is no problem', counts: [], reason: /no problem/ },
  ];
  for (const { title, counts, reason } of cases)
    it(`are absent and say why, because ${title}`, () => {
      const model = panelOf(counts);
      const charts = model.evals[0]?.charts ?? [];
      assert.equal(charts.length, 4);
      for (const chart of charts) {
        assert.match(chart.absentBecause ?? '', reason);
        assert.deepEqual(chart.series, []);
      }
      assert.ok(!/NaN|Infinity/.test(JSON.stringify(model)));
    });

  it('keep the observed numbers in their table', () => {
    const { table } = chartOf(panelOf(problems([0, 1, 1], 1)), 'coverage');
    assert.match(table.rows[0]?.join(' ') ?? '', /^1 66\.7% \[/);
  });
});

describe('The panel model', () => {
  it('puts the numbers first that a reader looks for, each with its interval or the reason why there is none', () => {
    const headlines = panelOf(problems(HEAVY)).evals[0]?.headlines ?? [];
    assert.deepEqual(
      headlines.map(({ label }) => label.replace(/,.*/, '')),
      ['Problems × attempts', 'pass@1', 'β', 'pass@10', 'Ceiling 𝒜', 'Cheapest k for 80%'],
    );
    for (const { label, detail } of headlines.slice(1))
      assert.match(detail, /\[.*[\])]|≥|at least|not /, `${label}: ${detail}`);
    const unidentified = panelOf(problems([0, 1, 1], 1)).evals[0]?.headlines ?? [];
    assert.match(unidentified.find(({ label }) => label.startsWith('β'))?.detail ?? '', /not identified/);
  });

  it('hands on warnings and errors of the file, not remarks', () => {
    const issue = (severity: 'error' | 'warning' | 'info') =>
      ({ code: 'damaged', severity, message: `${severity}.` }) as const;
    const issues = [issue('error'), issue('warning'), issue('info')];
    const model = buildPanelModel({
      title: 'x',
      uri: 'file:///x',
      state: 'failed',
      message: 'Why.',
      issues,
      analyses: [],
    });
    assert.deepEqual([model.issues, model.message, model.evals], [['error.', 'warning.'], 'Why.', []]);
  });

  it('keeps the names of a log as text, cut and without control characters', () => {
    const model = panelOf(problems(HEAVY), {}, `</script>\u202E\u0000${'x'.repeat(500)}`);
    const task = model.evals[0]?.task ?? '';
    assert.match(task, /^<\/script> x+…$/);
    assert.ok(task.length <= 80);
  });

  it('is plain data', () => {
    const model = panelOf(problems(HEAVY));
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  });

  it('draw recorded points and the laws through them, as far as they go, where a log has no attempts', () => {
    const recorded = [1, 4, 16, 64].map(
      (k, i) => ({ name: `pass@${k}`, kind: 'passAtK', k, value: 0.1 + 0.15 * i }) as const,
    );
    const analysis = analyzeEval({ task: 't', model: '', scorer: '', problems: [], recorded });
    const model = buildPanelModel({ title: 'a', uri: 'file:///a', state: 'ready', issues: [], analyses: [analysis] });
    const chart = chartOf(model, 'coverage');
    assert.equal(chart.absentBecause, undefined);
    assert.deepEqual(
      chart.series.find(({ id }) => id === 'observed')?.points.map(({ x, y }) => [x, y]),
      recorded.map(({ k, value }) => [k, value]),
    );
    assert.equal(chart.x.max, 64);
    assert.ok(chart.series.length >= 3);
    assert.ok(
      chart.series.every(({ id, points }) => id === 'observed' || Math.max(...points.map(({ x }) => x)) === 64),
    );
    assert.match(chartOf(model, 'cost').absentBecause ?? '', /no attempts/);
  });
});
