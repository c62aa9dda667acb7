import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { findChromium, howToGetChromium } from '../../../scripts/chromium.mjs';
import { root } from '../../../scripts/paths.mjs';
import { eventually } from '../../support/eventually.ts';
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
    // Lenses are drawn anew meanwhile.
    await eventually(async () => {
      assert.equal(await lenses.count(), hasSlurm ? 3 : 2);
    });
    assert.equal(await numRunCommands(page), 4);
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

  it('has its evaluation log behind the button of its panel', async () => {
    await webviewFrame(page).getByText('Show log').click();
    const tab = page.locator('.tab.active').filter({ hasText: 'evaluation.csv' });
    await tab.locator('.codicon-close').click();
    await tab.waitFor({ state: 'detached' });
  });

  it('opens its result as an evaluation log with lenses', async () => {
    await runInPalette(page, 'pass@k Lens: Open Result of Experiment');
    await page.locator('.codelens-decoration').filter({ hasText: 'pass@1' }).first().waitFor();
    await webviewFrame(page).locator('#thresholds .plot canvas').waitFor();
    for (const theme of ['Light Modern', 'Dark High Contrast', 'Dark Modern']) {
      await chooseTheme(page, theme);
      await page.waitForTimeout(800);
      await page.screenshot({ path: join(pictures, `experiment-result-${theme.replaceAll(' ', '')}.png`) });
    }
  });

  it('outlives the window that started it, and is found by the next, which cancels it', async () => {
    const endless = { model: 'vae', data: 'synthetic', epochs: 1_000_000, engine: 'onnx-cpu', threads: 1 };
    await writeFile(join(workbench.folder, 'endless.passk-experiment.json'), JSON.stringify(endless));
    const first = await workbench.open('endless.passk-experiment.json');
    await first.locator('.codelens-decoration a').filter({ hasText: 'Run' }).first().click();
    await runInPalette(first, 'pass@k Lens: Focus on Experiments View');
    await jobRow(first, 'running').waitFor();
    await first.context().close();

    const second = await workbench.open('endless.passk-experiment.json');
    await runInPalette(second, 'pass@k Lens: Focus on Experiments View');
    await jobRow(second, 'running').waitFor();
    // It is followed as if this window had started it.
    await second
      .locator('.notification-list-item')
      .filter({ hasText: /endless-.* epoch / })
      .waitFor();
    await runInPalette(second, 'pass@k Lens: Cancel Experiment');
    await jobRow(second, 'cancelled').waitFor();
    await second.context().close();
  });

  it('is followed to its end in a workspace that is opened by a link', async () => {
    const link = `${workbench.folder}Link`;
    await rm(link, { force: true });
    await symlink(workbench.folder, link);
    const linked = await workbench.open('small.passk-experiment.json', link);
    await linked.locator('.codelens-decoration a').filter({ hasText: 'Run' }).first().click();
    const notice = linked.locator('.notification-list-item').filter({ hasText: /small-.* is done/ });
    await notice.waitFor({ timeout: 90_000 });
    await notice.getByText('Open Result').click();
    await linked.locator('.tab.active').filter({ hasText: 'evaluation.csv' }).waitFor();
  });

  it('whose images cannot be fetched is offered again, and on drawn images, which it says it used', async () => {
    const small = { model: 'memory', images: 20, hidden: [8], epochs: 2, attempts: 20, engine: 'onnx-cpu' };
    await writeFile(join(workbench.folder, 'images.passk-experiment.json'), JSON.stringify(small));
    const lacking = await workbench.open('images.passk-experiment.json');
    const notice = (text: string | RegExp): Locator =>
      lacking.locator('.notification-list-item').filter({ hasText: text });
    await lacking.locator('.codelens-decoration a').filter({ hasText: 'Run' }).first().click();
    await notice('The images of mnist are not here').getByText('Download (10 MB)').click();
    await notice('could not be fetched').getByText('Try Again').click();
    await notice('could not be fetched').getByText('Use Drawn Images').click();
    await notice(/images-.* is done/).waitFor();
    await webviewFrame(lacking).getByText('The images are drawn by the product').waitFor();
    await lacking.context().close();
  });

  it('that cannot be run is said to be so with a button, so that all of it can be read', async () => {
    await writeFile(join(workbench.folder, 'twice.passk-experiment.json'), '{ "model": "vae", "seeds": [1, 1] }');
    const broken = await workbench.open('twice.passk-experiment.json');
    await broken.locator('.codelens-decoration a').filter({ hasText: 'Run' }).first().click();
    const notice = broken.locator('.notification-list-item').filter({ hasText: 'seeds: The same twice' });
    await notice.getByText('Show Log').waitFor();
    assert.doesNotMatch((await notice.textContent()) ?? '', /error: /);
  });
});

describe('An experiment in a workspace that nobody trusts', function () {
  this.timeout(180_000);
  let workbench: Workbench | undefined;
  after(() => workbench?.stop());

  it('is offered no way to run, while logs are read', async function () {
    const chromium = findChromium();
    if (chromium === undefined) {
      skipBecause(this, howToGetChromium);
      return;
    }
    workbench = await startWorkbench(chromium, {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    });
    const page = await workbench.open('counts.csv');
    await page.getByText('Restricted Mode').first().waitFor();
    await page.locator('.codelens-decoration').filter({ hasText: 'pass@1' }).first().waitFor();

    await page.keyboard.press('Control+P');
    await page.keyboard.type('small.passk-experiment.json');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'small.passk' }).first().click();
    await page.locator('.view-line').filter({ hasText: '"model"' }).waitFor();
    await page.waitForTimeout(2000);
    assert.equal(await page.locator('.codelens-decoration a').filter({ hasText: 'Run' }).count(), 0);

    assert.equal(await numRunCommands(page), 0);
    assert.equal(existsSync(join(workbench.folder, 'passk-experiments')), false);
  });
});

/** Commands of the palette that start an experiment. */
async function numRunCommands(page: Page): Promise<number> {
  await page.keyboard.press('F1');
  await page.keyboard.type('pass@k Lens: ');
  const commands = page.locator('.quick-input-list .monaco-list-row');
  await commands.filter({ hasText: 'Cancel Experiment' }).first().waitFor();
  const num = await commands.filter({ hasText: /Lens: (Run|Resume) / }).count();
  await page.keyboard.press('Escape');
  return num;
}

function jobRow(page: Page, state: string): Locator {
  return page.locator('.pane-body .monaco-list-row').filter({ hasText: state }).first();
}
