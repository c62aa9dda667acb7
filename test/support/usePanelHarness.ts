import { mkdirSync } from 'node:fs';
import { findChromium, howToGetChromium } from '../../scripts/chromium.mjs';
import { startPanelHarness, type OpenOptions, type OpenPanel, type PanelHarness } from './panelHarness.ts';
import { skipBecause } from './skipBecause.ts';

export const SCREENSHOTS = 'out/screenshots';

/** A browser for the tests of the suite that is being described, which are skipped where there is none. */
export function usePanelHarness(): (options: OpenOptions) => Promise<OpenPanel> {
  let harness: PanelHarness | undefined;
  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) skipBecause(this, howToGetChromium);
    harness = await startPanelHarness(chromium);
    mkdirSync(SCREENSHOTS, { recursive: true });
  });
  after(() => harness?.stop());
  return (options) => harness!.open(options);
}
