// `npm run screenshot`: the picture of the README, taken in the real editor with the packaged extension: media/screenshot.png.
import { join } from 'node:path';
import { startWorkbench, webviewFrame } from './workbench/openWorkbench.ts';
import { findChromium, howToGetChromium } from '../../scripts/chromium.mjs';
import { root } from '../../scripts/paths.mjs';

const chromium = findChromium();
if (chromium === undefined) throw new Error(howToGetChromium);
const workbench = await startWorkbench(chromium);
try {
  const page = await workbench.open('inspect_contest-math.json');
  await page.setViewportSize({ width: 2240, height: 1260 });
  await page.keyboard.press('Control+B');
  await page.locator('.codelens-decoration').filter({ hasText: 'β' }).first().waitFor();
  await page.locator('.codelens-decoration a').filter({ hasText: 'β' }).first().click();
  await webviewFrame(page).locator('canvas').nth(3).waitFor();
  // The charts have been told their size, and the notification of the start has gone.
  await page.waitForTimeout(2000);
  await page.screenshot({ path: join(root, 'media', 'screenshot.png') });
} finally {
  await workbench.stop();
}
