import assert from 'node:assert/strict';
import { countsCsv, mixedCounts } from '../support/countsCsv.ts';
import { startSession } from '../support/lspSession.ts';
import { analyzeToJson, needsBuiltPassk, passkPath } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('passk serve --stdio', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  it('serves the lenses that the command line has the numbers of', async () => {
    const text = countsCsv(mixedCounts);
    const { report } = await analyzeToJson([scratch.write('counts.csv', text)]);
    const session = await startSession({ command: [process.execPath, passkPath, 'serve', '--stdio'] });
    session.open('file:///counts.csv', text);
    await session.reached('file:///counts.csv', 'fitted');
    const titles = (await session.lenses('file:///counts.csv')).map(({ command }) => command?.title ?? '');
    const percent = ((report.evals[0]?.meanSolveRate.value ?? 0) * 100).toFixed(1);
    assert.ok(titles[0]?.includes(`${percent}%`), `${String(titles[0])} lacks ${percent}%`);
    assert.equal(await session.end(), 0);
  });
});
