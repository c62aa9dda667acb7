import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { findChromium, howToGetChromium } from '../../../scripts/chromium.mjs';
import { root } from '../../../scripts/paths.mjs';
import { eventually } from '../../support/eventually.ts';
import { skipBecause } from '../../support/skipBecause.ts';
import { numCanvasColors, runInPalette, startWorkbench, webviewFrame, type Workbench } from './openWorkbench.ts';

const shown = 'inspect-mbpp.json';
const warned = 'counts-single-attempt.csv';
const screenshots = join(root, 'out', 'screenshots');

describe('The workbench with the packaged extension', () => {
  let workbench: Workbench | undefined;
  let visited: Page | undefined;

  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) return skipBecause(this, howToGetChromium);
    await mkdir(screenshots, { recursive: true });
    workbench = await startWorkbench(chromium);
  });

  after(() => workbench?.stop());

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.state === 'failed' && visited)
      await keep(visited, `failed-${currentTest.title.replace(/\W+/g, '-')}`);
    await visited?.context().close();
    visited = undefined;
  });

  it('shows the lens above the evaluation', async () => {
    const page = await open(shown);
    const title = await evalLens(page).innerText();
    assert.match(title, /pass@1 \d/);
    assert.match(title, /β/);
    await keep(page, 'lens');
  });

  it('shows the numbers in a hover on the evaluation', async () => {
    const page = await open(shown);
    await evalLens(page).waitFor();
    await page.keyboard.press('Control+Home');
    await runInPalette(page, 'Show or Focus Hover');
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'pass@k' });
    await hover.locator('table').first().waitFor();
    await keep(page, 'hover');
  });

  it('lists what misleads in the Problems view', async () => {
    const page = await open(warned);
    await evalLens(page).waitFor();
    await runInPalette(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'pass@k Lens' }).first().waitFor();
    await keep(page, 'problems');
  });

  for (const [name, theme] of Object.entries({
    dark: 'Default Dark Modern',
    light: 'Default Light Modern',
    'high-contrast': 'Default High Contrast',
    'high-contrast-light': 'Default High Contrast Light',
  })) {
    it(`draws the panel, with a table behind each chart, in the ${name} theme`, async () => {
      const page = await open(shown, theme);
      await evalLens(page).waitFor();
      await runInPalette(page, 'pass@k Lens: Show Coverage');
      await checkPanel(page);
      await keep(page, `panel-${name}`);
    });
  }

  it('opens the panel by a click on the lens', async () => {
    const page = await open(shown);
    await evalLens(page).click();
    await checkPanel(page);
  });

  it('shows nothing on JSON that is no evaluation', async () => {
    const page = await open('package.json');
    await page.locator('.statusbar-item', { hasText: 'JSON' }).first().waitFor();
    assert.equal(await page.locator('.codelens-decoration').count(), 0);
  });

  async function open(file: string, theme?: string): Promise<Page> {
    assert.ok(workbench);
    return (visited = await workbench.open(file, theme));
  }
});

/** The lens that tells the result of the fit. */
function evalLens(page: Page): Locator {
  return page.locator('.codelens-decoration a', { hasText: 'β' }).first();
}

async function checkPanel(page: Page): Promise<void> {
  const panel = webviewFrame(page);
  const canvas = panel.locator('canvas').first();
  await canvas.waitFor();
  await eventually(async () => {
    assert.ok((await canvas.evaluate(numCanvasColors)) > 8, 'the chart has curves in colors of their own');
  });
  const numCharts = await panel.locator('canvas').count();
  assert.ok(numCharts >= 1);
  assert.ok((await panel.locator('table').count()) >= numCharts, 'every chart has its table');
}

async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
