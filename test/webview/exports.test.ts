import assert from 'node:assert/strict';
import { findChromium, howToGetChromium } from '../../scripts/chromium.mjs';
import type { ChartId } from '../../server/protocol/panel.ts';
import { startPanelHarness, type OpenPanel, type PanelHarness } from '../support/panelHarness.ts';
import { sampleEvalPanel, samplePanelModel } from '../support/samplePanelModel.ts';
import { skipBecause } from '../support/skipBecause.ts';

/** What the page hands over to be saved when a button of a chart is pressed. */
async function save(panel: OpenPanel, chart: ChartId, format: 'PNG' | 'SVG' | 'CSV') {
  const before = (await panel.posted()).length;
  await panel.page.locator(`#${chart} .save vscode-button`).getByText(format, { exact: true }).click();
  await panel.page.waitForFunction((count) => window.postedMessages.length > count, before);
  const message = (await panel.posted()).at(-1);
  assert.ok(message?.type === 'save');
  return { ...message, bytes: Buffer.from(message.dataBase64, 'base64') };
}

describe('A figure that is saved', function () {
  this.timeout(60_000);
  let harness: PanelHarness;
  let panel: OpenPanel;

  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) skipBecause(this, howToGetChromium);
    harness = await startPanelHarness(chromium);
  });
  after(async () => {
    if (findChromium() !== undefined) await harness.stop();
  });
  beforeEach(async () => {
    const model = samplePanelModel({ evals: [sampleEvalPanel({ task: '../../etc/MATH <b>', model: 'CON' })] });
    panel = await harness.open({ model, theme: 'light' });
  });
  afterEach(async () => {
    assert.deepEqual(panel.complaints, []);
    await panel.close();
  });

  it('is named by harmless words, whatever the log calls its task', async () => {
    const { suggestedName, format } = await save(panel, 'cost', 'CSV');
    assert.deepEqual([suggestedName, format], ['etc-math-b-con-cost.csv', 'csv']);
  });

  it('is as SVG a whole document with title, axis labels, ticks, the shown series and nothing hidden', async () => {
    const { bytes } = await save(panel, 'coverage', 'SVG');
    const svg = bytes.toString('utf8');
    const texts = await panel.page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
      if (parsed.querySelector('parsererror') !== null) return [];
      return Array.from(parsed.querySelectorAll('text'), (node) => node.textContent);
    }, svg);
    for (const text of [
      'Coverage',
      'Attempts k',
      'pass@k',
      '1',
      '10k',
      '80%',
      'Prediction',
      'ceiling 96.0%',
      'beyond the data',
    ])
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    assert.ok(!texts.includes('Least squares'), 'a hidden series is not in the legend');
    assert.match(svg, /<path[^>]*stroke="rgb\(26,133,255\)"/, 'the curve of the prediction');
    assert.match(svg, /stroke-dasharray="7 4"/, 'the dashes of the Beta-binomial');
    assert.doesNotMatch(svg, /NaN|undefined|rgba/);
  });

  it('is as PNG three pixels to a CSS pixel, and shows what the SVG shows', async () => {
    const { bytes } = await save(panel, 'difficulty', 'PNG');
    assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [2280, 1380]);
    assert.ok(bytes.length > 20_000, 'it is not blank');
  });

  it('has as CSV every point of every series, unrounded', async () => {
    const { bytes } = await save(panel, 'coverage', 'CSV');
    const [chart] = sampleEvalPanel().charts;
    assert.ok(chart);
    const lines = bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    assert.equal(lines[0], 'series,Attempts k,pass@k,low,high,x low,x high');
    assert.equal(
      lines.length - 1,
      chart.series.reduce((sum, { points }) => sum + points.length, 0),
    );
    const point = chart.series.find(({ id }) => id === 'observed')?.points[3];
    assert.ok(point);
    assert.ok(lines.includes(`Observed,${[point.x, point.y, point.low, point.high].join(',')},,`));
  });
});
