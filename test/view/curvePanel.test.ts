import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { betaPassAtK } from '../../server/core/passAtKLaw.ts';
import { evalHover } from '../../server/language/evalHover.ts';
import type { PanelModel } from '../../server/protocol/panel.ts';
import { buildPanelModel } from '../../server/view/buildPanelModel.ts';
import { checkChart, seriesOf } from '../support/checkCharts.ts';

const LAW = [2.7, 0.4, 0.8] as const;

function analysisOfCurve() {
  const recorded = [1, 2, 4, 8, 16, 32, 64, 128, 256].map((k) => ({
    ...{ name: `pass@${String(k)}`, kind: 'passAtK' as const, k, value: betaPassAtK(LAW[0], LAW[1], k, LAW[2]) },
  }));
  return analyzeEval({ task: 't', model: 'm', scorer: '', problems: [], recorded });
}

function curvePanel(): PanelModel {
  const analyses = [analysisOfCurve()];
  return buildPanelModel({ title: 'curve.csv', uri: 'file:///curve.csv', state: 'ready', issues: [], analyses });
}

describe('The panel of a log that records only a curve', () => {
  it('draws the difficulty that meets the curve (Eq. 8), beside the density of Eq. 6 by least squares', () => {
    const chart = checkChart(curvePanel(), 'difficulty');
    const [bars, law] = ['posterior', 'law'].map((id) => seriesOf(chart, id));
    assert.equal(bars?.label, 'Solve rates that meet the curve (Eq. 8)');
    assert.equal(law?.label, 'Least squares of Eq. 6');
    assert.match(
      chart.summary,
      /^The smoothest solve rates that meet the curve: half of the problems .*does not tell which\.$/,
    );
    assert.ok(chart.regions.some(({ label }) => label === 'rarer than once in k = 256'));
    // A fifth of the problems cannot be solved, some more only seldom.
    const never = seriesOf(chart, 'never').points[0]!;
    assert.ok(never.y > 0.15 && never.y < 0.3, String(never.y));
    assert.match(never.at, /^never solved, or a solve rate below /);
  });

  it('draws the recorded loss with the law of least squares and its asymptote, over k and over cost', () => {
    for (const id of ['loss', 'lossCost'] as const) {
      const chart = checkChart(curvePanel(), id);
      const recorded = seriesOf(chart, 'observed').points;
      const law = new Map(seriesOf(chart, 'loss').points.map(({ x, y }) => [x, y]));
      assert.equal(recorded.length, 9);
      for (const { x, y } of recorded) assert.ok(Math.abs(y - (1 - LAW[2]) - law.get(x)!) < 1e-6, `${id} at ${x}`);
      assert.match(chart.summary, /falls like k\^−β with β = 0\.400/);
    }
  });

  it('has the ends of the curve in its headlines, and no count of attempts', () => {
    const { headlines } = curvePanel().evals[0]!;
    assert.deepEqual(
      headlines.map(({ label, value }) => [label, value]),
      [
        ['Recorded', '9 points'],
        ['pass@1', '10.3%'],
        ['pass@256', '67.7%'],
        ['β, the tail of hard problems', '0.400'],
      ],
    );
  });

  it('says in words what the laws of the curve say, at the last k of the curve, as the hover does', () => {
    const { readings } = curvePanel().evals[0]!;
    assert.deepEqual(
      readings.map(({ name }) => name),
      [
        'Difficulty (Section 3.2.1)',
        'Difficulty (Eq. 8)',
        'Inference loss (Eq. 7)',
        'Attempts to expect (Section 3.4)',
        'Effective k (Eq. 9)',
      ],
    );
    const [, density, loss, attempts, effective] = readings.map(({ text }) => text);
    assert.match(density ?? '', /^The smoothest solve rates/);
    assert.match(loss ?? '', /^L\(256\) = .* by least squares of Eq\. 6; it falls to 0 like .*β = 0\.4/);
    assert.match(
      attempts ?? '',
      /^Stopping at the first success, at most 256 attempts come to 1\d\d on average by least squares of Eq\. 6/,
    );
    assert.match(effective ?? '', /^By this law 256 attempts count as k_eff = /);
    const hover = evalHover(analysisOfCurve());
    assert.match(hover, /^\| 256 \| 67\.7% \| – \| recorded \|$/m);
    assert.match(hover, /^- difficulty .*Eq.* 8.*: The smoothest solve rates/m);
  });
});
