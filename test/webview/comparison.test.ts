import assert from 'node:assert/strict';
import { comparisonModel, threeModels } from '../support/comparedModels.ts';
import type { PanelTheme } from '../support/panelThemes.ts';
import { SCREENSHOTS, usePanelHarness } from '../support/usePanelHarness.ts';

describe('The panel of a comparison in a browser', function () {
  this.timeout(60_000);
  const open = usePanelHarness();

  for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] satisfies PanelTheme[])
    it(`draws front and difference with their tables, and fits the page, in the theme ${theme}`, async () => {
      const model = comparisonModel(threeModels());
      for (const width of [1200, 500]) {
        const { page, complaints, close } = await open({ model, theme, width });
        await page.screenshot({ path: `${SCREENSHOTS}/comparison-${theme}-${String(width)}.png`, fullPage: true });
        const [panel] = model.evals;
        for (const { id, summary, series, table } of panel?.charts ?? []) {
          assert.equal(await page.locator(`#${id} .summary`).textContent(), summary);
          assert.deepEqual(
            await page.locator(`#${id} .legend-entry`).allTextContents(),
            series.map(({ label }) => label),
          );
          assert.equal(await page.locator(`#${id} tbody tr`).count(), table.rows.length);
        }
        assert.equal(await page.getByText('Show log').isVisible(), false);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `the page is ${String(overflow)} pixels too wide`);
        assert.deepEqual(complaints, []);
        await close();
      }
    });
});
