import assert from 'node:assert/strict';
import { HEAVY, panelOf, problems } from '../support/checkCharts.ts';
import type { PanelTheme } from '../support/panelThemes.ts';
import { SCREENSHOTS, usePanelHarness } from '../support/usePanelHarness.ts';

describe('The problems by difficulty in a browser', function () {
  this.timeout(60_000);
  const open = usePanelHarness();

  for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] satisfies PanelTheme[])
    it(`are folded at first, and stay as a reader left them, in the theme ${theme}`, async () => {
      const model = panelOf(problems(HEAVY));
      const [ranking] = model.evals[0]?.rankings ?? [];
      const { page, send, complaints, close } = await open({ model, theme });
      const list = page.locator('.problems details').first();
      assert.equal(await list.getAttribute('open'), null);
      await list.locator('summary').click();
      await send({ type: 'model', model });
      assert.equal(await list.getAttribute('open'), '');
      await page.locator('.problems').screenshot({ path: `${SCREENSHOTS}/problems-${theme}.png` });
      assert.equal(await list.locator('summary').textContent(), ranking?.name);
      const shown = await list
        .locator('tbody tr')
        .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent)));
      assert.deepEqual(shown, ranking?.table.rows);
      assert.deepEqual(complaints, []);
      await close();
    });
});
