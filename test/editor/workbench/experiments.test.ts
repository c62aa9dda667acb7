import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, howToGetChromium } from '../../../scripts/chromium.mjs';
import { root } from '../../../scripts/paths.mjs';
import { skipBecause } from '../../support/skipBecause.ts';
import {
  chooseTheme,
  numCanvasColors,
  runInPalette,
  startWorkbench,
  webviewFrame,
  type Workbench,
} from './openWorkbench.ts';

const pictures = join(root, 'out', 'screenshots');

describe('An experiment in the workbench', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) {
      skipBecause(this, howToGetChromium);
      return;
    }
    await mkdir(pictures, { recursive: true });
    workbench = await startWorkbench(chromium);
    page = await workbench.open('small.passk-experiment.json');
  });
  after(async () => {
    await workbench.stop();
  });

  it('offers its ways to run above the file, Slurm where there is one', async () => {
    const lenses = page.locator('.codelens-decoration a');
    await lenses.filter({ hasText: 'Run on GPU' }).waitFor();
    const hasSlurm = spawnSync('which', ['sbatch']).status === 0;
    assert.equal(await lenses.count(), hasSlurm ? 3 : 2);
  });

  it('runs by a click, and shows the figures of its result when it is done', async () => {
    await page.locator('.codelens-decoration a').filter({ hasText: 'Run' }).first().click();
    const frame = webviewFrame(page);
    await frame.locator('#thresholds .plot canvas').waitFor({ timeout: 90_000 });
    await page.waitForTimeout(1500);
    assert.ok((await frame.locator('#eigenvalues .plot canvas').evaluate(numCanvasColors)) > 20);
    assert.ok((await frame.locator('.pictures canvas').count()) > 3);
    await page.screenshot({ path: join(pictures, 'experiment.png') });
  });

  it('stands in the view of the experiments with its state and its engine', async () => {
    await runInPalette(page, 'pass@k Lens: Focus on Experiments View');
    const row = page.locator('.pane-body .monaco-list-row').filter({ hasText: 'onnx-cpu' });
    await row.first().waitFor();
    assert.match((await row.first().textContent()) ?? '', /done/);
  });

  it('opens its result as an evaluation log with lenses', async () => {
    await runInPalette(page, 'pass@k Lens: Open Result of Experiment');
    await page.locator('.codelens-decoration').filter({ hasText: 'pass@1' }).first().waitFor();
    for (const theme of ['Light Modern', 'Dark High Contrast', 'Dark Modern']) {
      await chooseTheme(page, theme);
      await page.waitForTimeout(800);
      await page.screenshot({ path: join(pictures, `experiment-result-${theme.replaceAll(' ', '')}.png`) });
    }
  });
});
