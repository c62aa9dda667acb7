import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { findChromium, howToGetChromium } from '../../scripts/chromium.mjs';
import type { ChartId, PanelModel } from '../../server/protocol/panel.ts';
import { startPanelHarness, type OpenOptions, type OpenPanel, type PanelHarness } from '../support/panelHarness.ts';
import { panelThemes, type PanelTheme } from '../support/panelThemes.ts';
import { sampleEvalPanel, samplePanelModel } from '../support/samplePanelModel.ts';
import { skipBecause } from '../support/skipBecause.ts';

const THEMES: readonly PanelTheme[] = ['dark', 'light', 'hc-black', 'hc-light'];
/** Where edges of other colors meet, so many pixels may happen to have a color; a drawn series has more. */
const STRAY = 20;
const SCREENSHOTS = 'out/screenshots';
const HOSTILE = '</script><img src="x" onerror="document.title=`broken`"> {{constructor}}';

/** Pixels of a chart that have nearly a color: antialiased edges count, other hues do not. */
async function numPixels({ page }: OpenPanel, chart: ChartId, color: string): Promise<number> {
  return page.locator(`#${chart} .plot canvas`).evaluate((canvas, hex) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const wanted = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
      if (wanted.every((channel, offset) => Math.abs((data[i + offset] ?? 0) - channel) < 24)) count += 1;
    return count;
  }, color);
}

/** Labels of the legend entries that are switched on. */
async function shownSeries({ page }: OpenPanel, chart: ChartId): Promise<readonly string[]> {
  return page.locator(`#${chart} .legend-entry[aria-pressed="true"]`).allTextContents();
}

function legendEntry({ page }: OpenPanel, chart: ChartId, label: string) {
  return page.locator(`#${chart} .legend-entry`).getByText(label, { exact: true });
}

async function textOf({ page }: OpenPanel, selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

describe('The panel in a browser', function () {
  this.timeout(60_000);
  let harness: PanelHarness;
  const opened: OpenPanel[] = [];

  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) skipBecause(this, howToGetChromium);
    harness = await startPanelHarness(chromium);
    mkdirSync(SCREENSHOTS, { recursive: true });
  });

  after(async () => {
    if (findChromium() !== undefined) await harness.stop();
  });

  afterEach(async () => {
    for (const panel of opened.splice(0)) {
      assert.deepEqual(panel.complaints, [], 'no error and no violation of the content security policy');
      await panel.close();
    }
  });

  async function open(options: Partial<OpenOptions> = {}): Promise<OpenPanel> {
    const panel = await harness.open({ model: samplePanelModel(), ...options });
    opened.push(panel);
    return panel;
  }

  for (const theme of THEMES)
    it(`draws every shown series in its color of the theme ${theme}, without clipping at either width`, async () => {
      const { variables } = panelThemes[theme];
      for (const width of [1200, 500]) {
        const panel = await open({ theme, width });
        const { page } = panel;
        await page.screenshot({ path: `${SCREENSHOTS}/panel-${theme}-${String(width)}.png`, fullPage: true });
        const expected = [
          ['coverage', '--vscode-editor-foreground'],
          ['coverage', '--vscode-charts-yellow'],
          ['coverage', '--vscode-charts-red'],
          ['loss', '--vscode-charts-yellow'],
          ['difficulty', '--vscode-charts-yellow'],
          ['cost', '--vscode-charts-yellow'],
        ] as const;
        for (const [chart, variable] of expected) {
          const count = await numPixels(panel, chart, variables[variable]);
          assert.ok(count > STRAY, `${String(count)} pixels of ${variable} in ${chart} at ${String(width)}`);
        }
        const hidden = await numPixels(panel, 'coverage', variables['--vscode-charts-green']);
        assert.ok(hidden < STRAY, `${String(hidden)} pixels of a series that is hidden at first`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `the page is ${String(overflow)} pixels too wide`);
      }
    });

  it('puts the charts in one column when narrow, in two when wide', async () => {
    const columnsAt = async (width: number) => {
      const { page } = await open({ width });
      const lefts = await page
        .locator('figure')
        .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().left));
      return new Set(lefts).size;
    };
    assert.equal(await columnsAt(500), 1);
    assert.equal(await columnsAt(1200), 2);
  });

  it('shows headlines, summaries and tables exactly as the model says them', async () => {
    const panel = await open();
    const model = sampleEvalPanel();
    const headlines = await panel.page
      .locator('.headline')
      .evaluateAll((nodes) => nodes.map((node) => Array.from(node.children, (child) => child.textContent)));
    assert.deepEqual(
      headlines,
      model.headlines.map(({ label, value, detail }) => [label, value, detail]),
    );
    for (const { id, title, summary, table } of model.charts) {
      assert.equal(await textOf(panel, `#${id} h2`), title);
      assert.equal(await textOf(panel, `#${id} .summary`), summary);
      const rows = await panel.page
        .locator(`#${id} table tr`)
        .evaluateAll((nodes) => nodes.map((node) => Array.from(node.children, (cell) => cell.textContent)));
      assert.deepEqual(rows, [table.columns.map(({ label }) => label), ...table.rows]);
    }
    assert.deepEqual(await panel.page.locator('.warnings li').allTextContents(), model.warnings);
    assert.deepEqual(await panel.page.locator('.method li').allTextContents(), model.assumptions);
  });

  it('keeps hostile text of a log as text, everywhere', async () => {
    const hostile = sampleEvalPanel({
      task: HOSTILE,
      model: HOSTILE,
      scorer: HOSTILE,
      headlines: [{ label: HOSTILE, value: HOSTILE, detail: HOSTILE }],
      warnings: [HOSTILE],
      assumptions: [HOSTILE],
      laws: [{ name: HOSTILE, text: HOSTILE }],
    });
    const charts = hostile.charts.map((chart) => ({
      ...chart,
      title: HOSTILE,
      summary: HOSTILE,
      series: chart.series.map((series) => ({ ...series, label: HOSTILE })),
      table: { columns: [{ label: HOSTILE, align: 'left' as const }], rows: [[HOSTILE]] },
    }));
    const evals = [{ ...hostile, charts }, hostile];
    const panel = await open({
      model: samplePanelModel({ title: HOSTILE, issues: [HOSTILE], message: HOSTILE, evals }),
    });
    await panel.page.locator('vscode-single-select').click();
    assert.equal(await panel.page.locator('img').count(), 0);
    assert.equal(await panel.page.title(), 'pass@k Lens');
    for (const selector of ['h1', '.message', '.headline .value', '#coverage h2', '#coverage td', '#loss .summary'])
      assert.equal(await textOf(panel, selector), HOSTILE, selector);
  });

  it('says why a chart is absent, and keeps the others', async () => {
    const panel = await open();
    await panel.send({ type: 'select', evalIndex: 1 });
    assert.match(await textOf(panel, '#coverage .absent'), /^Not identified: every problem has a single attempt/);
    assert.equal(await panel.page.locator('#coverage canvas').first().isVisible(), false);
    assert.equal(await panel.page.locator('#cost .plot canvas').isVisible(), true);
    assert.equal(await panel.page.locator('#coverage .save').isVisible(), false);
  });

  it('switches a series by its legend, and back', async () => {
    const panel = await open();
    const purple = panelThemes.dark.variables['--vscode-charts-purple'];
    assert.ok((await numPixels(panel, 'coverage', purple)) < STRAY);
    await legendEntry(panel, 'coverage', 'With ceiling').click();
    assert.ok((await numPixels(panel, 'coverage', purple)) > STRAY);
    assert.ok((await shownSeries(panel, 'coverage')).includes('With ceiling'));
    await legendEntry(panel, 'coverage', 'With ceiling').click();
    assert.ok((await numPixels(panel, 'coverage', purple)) < STRAY);
  });

  it('moves a cursor along the curves by the keyboard, and announces where it stands', async () => {
    const panel = await open();
    const live = () => textOf(panel, '[role="status"][aria-live="polite"]');
    await panel.page.locator('#coverage .plot').focus();
    await panel.page.keyboard.press('ArrowRight');
    const [first, second] = sampleEvalPanel().charts[0]?.series.find(({ id }) => id === 'observed')?.points ?? [];
    assert.ok(first && second);
    assert.equal(await live(), `Observed, ${first.at}: ${first.text}`);
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await live(), `Observed, ${second.at}: ${second.text}`);
    await panel.page.keyboard.press('End');
    assert.match(await live(), /^Observed, k = 100: /);
    await panel.page.keyboard.press('ArrowDown');
    assert.match(await live(), /^Prediction, k = 100: /);
    await panel.page.keyboard.press('ArrowDown');
    assert.match(await live(), /^Beta-binomial, k = 100: /, 'bands only shade');
    await panel.page.keyboard.press('Home');
    assert.match(await live(), /^Beta-binomial, k = 1: /);
    await panel.page.screenshot({ path: `${SCREENSHOTS}/panel-cursor.png` });
  });

  it('reaches every control by the keyboard', async () => {
    const { page } = await open();
    const reached = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.getAttribute('class') ?? activeElement?.localName ?? '';
        }),
      );
    }
    for (const control of ['vscode-single-select', 'vscode-button', 'plot', 'legend-entry', 'summary'])
      assert.ok(reached.has(control), `${control} in ${[...reached].join(', ')}`);
  });

  it('redraws a newer model in place: page, scroll, focus, toggles and open tables stay', async () => {
    const panel = await open({ width: 500 });
    const { page } = panel;
    await legendEntry(panel, 'loss', '∝ k^−β').click();
    await page.locator('#loss summary').click();
    await page.locator('#loss .plot').focus();
    await page.evaluate(() => {
      document.querySelector('#loss canvas')?.setAttribute('data-same', 'yes');
      window.scrollTo(0, 700);
    });
    const sample = sampleEvalPanel();
    const charts = sample.charts.map((chart) => ({ ...chart, summary: chart.summary.replace('0.350', '0.362') }));
    await panel.send({
      type: 'model',
      model: samplePanelModel({ evals: [sampleEvalPanel({ charts }), sampleEvalPanel({ scorer: 'exact' })] }),
    });
    assert.match(await textOf(panel, '#loss .summary'), /−0\.362/);
    assert.equal(await page.locator('#loss canvas[data-same="yes"]').count(), 1);
    assert.equal(await page.evaluate(() => window.scrollY), 700);
    assert.equal(await page.locator('#loss details').getAttribute('open'), '');
    assert.ok(!(await shownSeries(panel, 'loss')).includes('∝ k^−β'));
    assert.equal(await page.evaluate(() => document.activeElement?.closest('figure')?.id), 'loss');
  });

  it('restores after a reload what the user had set', async () => {
    const first = await open();
    await legendEntry(first, 'coverage', 'Power law').click();
    await first.page.locator('#cost summary').click();
    await first.page.locator('vscode-single-select').click();
    await first.page.keyboard.press('ArrowDown');
    await first.page.keyboard.press('Enter');
    assert.deepEqual(
      (await first.posted()).filter(({ type }) => type === 'selected'),
      [{ type: 'selected', evalIndex: 1 }],
    );
    const second = await open({ state: await first.stored() });
    assert.match(await textOf(second, '.subtitle'), /strict_match/);
    assert.equal(await second.page.locator('#cost details').getAttribute('open'), '');
    await second.send({ type: 'select', evalIndex: 0 });
    assert.ok(!(await shownSeries(second, 'coverage')).includes('Power law'));
    assert.ok((await shownSeries(second, 'coverage')).includes('Prediction'));
  });

  it('takes a state that it did not store for none', async () => {
    const panel = await open({
      state: { evalIndex: 'x', shown: [[1, 2], 3], openTables: { length: 4 }, scrollTop: -1 },
    });
    assert.match(await textOf(panel, '.subtitle'), / match /);
  });

  it('follows a change of theme without a reload', async () => {
    const panel = await open({ theme: 'dark' });
    const red = (theme: PanelTheme) => panelThemes[theme].variables['--vscode-charts-red'];
    await panel.setTheme('light');
    assert.ok((await numPixels(panel, 'coverage', red('light'))) > STRAY);
    assert.ok((await numPixels(panel, 'coverage', red('dark'))) < STRAY);
  });

  it('shows that an analysis runs, and stops showing it', async () => {
    const waiting: PanelModel = samplePanelModel({ state: 'analysing', evals: [] });
    const panel = await open({ model: waiting });
    assert.equal(await panel.page.locator('vscode-progress-bar').isVisible(), true);
    assert.equal(await textOf(panel, '.message'), 'Analysing the log…');
    await panel.send({ type: 'model', model: samplePanelModel() });
    assert.equal(await panel.page.locator('vscode-progress-bar').isVisible(), false);
    assert.equal(await panel.page.locator('.message').isVisible(), false);
    await panel.send({ type: 'model', model: samplePanelModel({ state: 'failed', message: 'Too large.', evals: [] }) });
    assert.equal(await textOf(panel, '.message'), 'Too large.');
    assert.equal(await panel.page.locator('figure').count(), 0);
  });

  it('asks for the model once it can show one, and for the log on request', async () => {
    const panel = await open();
    await panel.page.getByText('Show log').click();
    assert.deepEqual(await panel.posted(), [{ type: 'ready' }, { type: 'reveal' }]);
  });
});
