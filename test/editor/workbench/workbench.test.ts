import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import * as z from 'zod';
import { findChromium, howToGetChromium } from '../../../scripts/chromium.mjs';
import { root } from '../../../scripts/paths.mjs';
import { eventually } from '../../support/eventually.ts';
import { skipBecause } from '../../support/skipBecause.ts';
import {
  chooseTheme,
  numCanvasColors,
  openInPanel,
  runInPalette,
  startWorkbench,
  webviewFrame,
  type Workbench,
} from './openWorkbench.ts';

const shown = 'human-eval_samples.jsonl_results.jsonl';
const priced = 'inspect_contest-math.json';
const misleading = 'inspect_misleading.json';
const compared = 'counts.jsonl';
/** Not those of the lists by difficulty. */
const problemCountRows = '.problems [aria-label="Counts of each problem"] tbody tr';
const archive = 'inspect_contest-math.eval';
const themes = [
  { name: 'light', theme: 'Light Modern', kind: 'vscode-light' },
  { name: 'high-contrast', theme: 'Dark High Contrast', kind: 'vscode-high-contrast' },
  { name: 'high-contrast-light', theme: 'Light High Contrast', kind: 'vscode-high-contrast-light' },
  { name: 'dark', theme: 'Dark Modern', kind: 'vscode-dark' },
];
const charts = ['coverage', 'loss', 'difficulty', 'cost'] as const;
const realLogs = join(root, '..', 'shared', 'data', 'eval-logs');
const expectedPath = join(realLogs, 'expected.json');
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
    // It is drawn anew when the prediction comes.
    await eventually(async () => {
      const title = await evalLens(page).innerText();
      assert.match(title, /pass@1 \d/);
      assert.match(title, /β/);
    });
    await keep(page, 'lens');
  });

  it('shows the numbers in a hover on the evaluation, below the lens, in every theme', async function () {
    this.timeout(180_000);
    const page = await open(shown);
    await evalLens(page).waitFor();
    for (const { name, theme } of themes) {
      await chooseTheme(page, theme);
      await page.locator('.editor-instance').first().click();
      await page.keyboard.press('Control+Home');
      await runInPalette(page, 'Show or Focus Hover');
      const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'pass@k' });
      await hover.locator('table').first().waitFor();
      await keep(page, `hover-${name}`);
    }
  });

  it('lists what misleads in the Problems view, in every theme', async function () {
    this.timeout(180_000);
    const page = await open(misleading);
    await evalLens(page).waitFor();
    await runInPalette(page, 'Problems: Focus on Problems View');
    for (const { name, theme } of themes) {
      await chooseTheme(page, theme);
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'pass@k Lens' }).first().waitFor();
      await keep(page, `problems-${name}`);
    }
  });

  it('draws four charts with a table behind each, and follows the theme', async function () {
    this.timeout(180_000);
    const page = await open(priced);
    await evalLens(page).waitFor();
    await runInPalette(page, 'pass@k Lens: Show Coverage');
    await checkPanel(page);
    for (const { name, theme, kind } of themes) {
      await chooseTheme(page, theme);
      await webviewFrame(page).locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await checkPanel(page);
      await keepCharts(page, `panel-${name}`);
    }
  });

  it('opens the panel by a click on the lens', async () => {
    const page = await open(shown);
    await evalLens(page).click();
    await checkPanel(page);
  });

  it('compares the models of a log from the palette, in every theme', async function () {
    this.timeout(180_000);
    const page = await open(compared);
    await evalLens(page).waitFor();
    await runInPalette(page, 'pass@k Lens: Compare Evaluations…');
    await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: compared }).waitFor();
    await keep(page, 'compare-pick');
    await page.keyboard.press('Enter');
    for (const { name, theme, kind } of themes) {
      await chooseTheme(page, theme);
      await webviewFrame(page).locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await checkPanel(page, ['front', 'difference']);
      await keep(page, `comparison-${name}`);
    }
  });

  it('plans more attempts from the palette, and shows them in the panel in every theme', async function () {
    this.timeout(240_000);
    const page = await open(shown);
    await evalLens(page).waitFor();
    await runInPalette(page, 'pass@k Lens: Plan More Attempts…');
    await page.locator('.quick-input-message', { hasText: 'k of the prediction' }).waitFor();
    await keep(page, 'plan-ask');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-message', { hasText: 'Half width' }).waitFor();
    await page.keyboard.press('Enter');
    const answer = webviewFrame(page).locator('dt', { hasText: /^More attempts for ±5\.0 pp at k = / });
    await answer.waitFor({ timeout: 120_000 });
    for (const { name, theme, kind } of themes) {
      await chooseTheme(page, theme);
      await webviewFrame(page).locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await answer.scrollIntoViewIfNeeded();
      await keep(page, `plan-${name}`);
    }
    await webviewFrame(page).locator('summary', { hasText: 'problem by problem' }).click();
    const listed = webviewFrame(page).getByRole('row', { name: 'HumanEval/0' }).filter({ visible: true }).first();
    assert.match(await listed.innerText(), /0\/20\s+\d/);
    await keep(page, 'plan-problems');
  });

  it('shows an archive in its own editor, with what else stands in the text, and follows the theme', async function () {
    this.timeout(180_000);
    const page = await open(shown);
    // Before the extension is there, VS Code knows no editor for archives.
    await evalLens(page).waitFor();
    await openInPanel(page, join(workbench?.folder ?? '', archive));
    const panel = webviewFrame(page);
    await checkPanel(page);
    assert.match(await panel.locator('.lens').innerText(), /^pass@1 \d.*β/);
    const { problems, attempts } = await problemCounts(page);
    assert.deepEqual([problems, attempts], [40, 320]);
    assert.equal(await panel.getByText('Show log').isVisible(), false);
    for (const { name, theme, kind } of themes) {
      await chooseTheme(page, theme);
      await webviewFrame(page).locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await checkPanel(page);
      await keep(page, `archive-${name}`);
      await panel.locator('.problems').scrollIntoViewIfNeeded();
      await keep(page, `archive-${name}-problems`);
      await panel.locator('h1').first().scrollIntoViewIfNeeded();
    }
  });

  it('counts in real archives exactly what is expected', async function () {
    if (!existsSync(expectedPath)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
    this.timeout(300_000);
    const expected = expectedArchives();
    assert.ok(expected.length >= 14, String(expected.length));
    const page = await open(shown);
    await evalLens(page).waitFor();
    for (const { path, counts } of expected) {
      await runInPalette(page, 'View: Close All Editors');
      await openInPanel(page, path);
      await webviewFrame(page).locator(problemCountRows).first().waitFor();
      assert.deepEqual(await problemCounts(page), counts, path);
    }
  });

  it('shows nothing on JSON that is no evaluation', async () => {
    const page = await open('package.json');
    await page.locator('.statusbar-item', { hasText: 'JSON' }).first().waitFor();
    assert.equal(await page.locator('.codelens-decoration').count(), 0);
  });

  async function open(file: string): Promise<Page> {
    assert.ok(workbench);
    return (visited = await workbench.open(file));
  }
});

/** The lens that tells the result of the fit. */
function evalLens(page: Page): Locator {
  return page.locator('.codelens-decoration a', { hasText: 'β' }).first();
}

/** The charts have curves in colors of their own, and behind each are its numbers. */
async function checkPanel(page: Page, shownCharts: readonly string[] = charts): Promise<void> {
  const panel = webviewFrame(page);
  for (const chart of shownCharts) {
    const figure = panel.locator(`figure#${chart}`);
    const canvas = figure.locator('.plot canvas');
    await canvas.waitFor();
    await eventually(async () => {
      assert.ok((await canvas.evaluate(numCanvasColors)) > 8, `the chart of ${chart} is drawn`);
    });
    await figure.getByText('Data', { exact: true }).click();
    await figure.locator('table tbody tr').first().waitFor();
    await figure.getByText('Data', { exact: true }).click();
  }
}

interface Counts {
  readonly problems: number;
  readonly attempts: number;
  readonly correct: number;
}

/** The archives of which counts are expected, by themselves or by their extracted summaries. */
function expectedArchives(): readonly { readonly path: string; readonly counts: Counts }[] {
  const schema = z.record(z.string(), z.object({ problems: z.number(), attempts: z.number(), correct: z.number() }));
  const entries = Object.entries(schema.parse(JSON.parse(readFileSync(expectedPath, 'utf8'))));
  return entries.flatMap(([key, counts]) => {
    const [file = ''] = key.split('#');
    const names = ['.zstd.eval', '.deflate.eval'].map((end) => file.replace('.summaries.json', end));
    const path = names.map((name) => join(realLogs, name)).find((name) => name.endsWith('.eval') && existsSync(name));
    return path === undefined ? [] : [{ path, counts }];
  });
}

/** Sums of the table of problems. */
async function problemCounts(page: Page): Promise<Counts> {
  const cells = await webviewFrame(page).locator(`${problemCountRows} td:nth-child(2)`).allInnerTexts();
  const sum = (part: 0 | 1): number => cells.reduce((total, cell) => total + Number(cell.split('/')[part] ?? NaN), 0);
  return { problems: cells.length, attempts: sum(1), correct: sum(0) };
}

async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
}

async function keepCharts(page: Page, name: string): Promise<void> {
  const panel = webviewFrame(page);
  await panel.locator('h1').first().scrollIntoViewIfNeeded();
  await keep(page, name);
  for (const chart of charts) {
    const path = join(screenshots, `${name}-${chart}.png`);
    await panel.locator(`figure#${chart}`).screenshot({ path, animations: 'disabled' });
  }
}
