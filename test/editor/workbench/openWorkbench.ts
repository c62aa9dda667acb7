import type { FrameLocator, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium.mjs';
import { makeWorkspace } from '../../../scripts/editorSuite.mjs';
import { root, vsixPath } from '../../../scripts/paths.mjs';
import { eventually } from '../../support/eventually.ts';
import { startVSCode, workbenchUrl } from '../../../scripts/vscodeHost.mjs';

/** A running VS Code with the packaged extension, and the browser that visits it. */
export interface Workbench {
  readonly folder: string;
  /**
   * Opens a file of the workspace in a browser context of its own: nothing of an earlier visit is restored. `at`: another path of the workspace's
   * folder.
   */
  open(file: string, at?: string): Promise<Page>;
  stop(): Promise<void>;
}

export async function startWorkbench(
  chromium: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Workbench> {
  const folder = await makeWorkspace('workbenchWorkspace');
  const vscode = await startVSCode({
    vsix: vsixPath,
    // Nothing answers at that mirror, and nothing else is asked for images.
    env: { PASSK_LENS_ENGINES: root, PASSK_LENS_CACHE: `${folder}Cache`, PASSK_LENS_MIRROR: 'http://127.0.0.1:9' },
    settings: {
      'editor.minimap.enabled': false,
      'workbench.colorTheme': 'Default Dark Modern',
      // As if a user had chosen the editor for archives once.
      'workbench.editorAssociations': { '*.eval': 'passkLens.archive' },
      ...settings,
    },
  });
  const browser = await launchChromium(chromium);
  return {
    folder,
    open: async (file, at = folder) => {
      const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const payload = [['openFile', `vscode-remote://${vscode.authority}${at}/${file}`]] as const;
      await page.goto(workbenchUrl(vscode.authority, at, payload));
      await page.locator('.editor-instance .view-line').first().waitFor();
      return page;
    },
    stop: async () => {
      await browser.close();
      await vscode.stop();
    },
  };
}

/** Opens a file by its absolute path, in the editor that is chosen for its kind, and waits for a panel. */
export async function openInPanel(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor();
  await input.fill(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().click();
  await page.locator('iframe.webview.ready').first().waitFor();
  await webviewFrame(page).locator('.subtitle').filter({ hasText: name }).waitFor();
}

/** Runs a command by its title in the palette, as a user would, who opens it again where what takes the focus just then has closed it. */
export async function runInPalette(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await eventually(
    async () => {
      await page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 5000 });
    },
    { timeout: 60_000, interval: 5000 },
  );
  await pick(page, title);
}

/** Changes the theme of what is open, by the name that the list of themes shows. */
export async function chooseTheme(page: Page, theme: string): Promise<void> {
  await runInPalette(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input[placeholder*="Color Theme"]');
  await input.fill(theme);
  await pick(page, theme);
}

/** Picks the entry of this name, which need not be the first one that fits what was typed. */
function pick(page: Page, name: string): Promise<void> {
  return page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
    .click();
}

/** The page inside a webview: VS Code puts an iframe into an iframe. */
export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** How many different colors a canvas shows: one or two for an empty chart. */
export function numCanvasColors(canvas: HTMLCanvasElement): number {
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0 || canvas.height === 0) return 0;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}
