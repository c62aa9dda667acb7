import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { SERVER_BUNDLE, startSession, type LspSession } from '../support/lspSession.ts';
import { skipBecause } from '../support/skipBecause.ts';

describe('The language server with a file that is a log by its name alone', function () {
  this.timeout(60_000);
  let session: LspSession;
  before(async function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'not built: npm run build');
    session = await startSession();
  });
  after(async () => {
    await (session as LspSession | undefined)?.end();
  });

  async function codes(name: string, text: string): Promise<readonly string[]> {
    const uri = `file:///logs/${name}`;
    session.open(uri, text);
    await session.reached(uri, 'fitted');
    return (session.diagnostics(uri) ?? []).map(({ code }) => String(code));
  }

  it('says that it is empty', async () => {
    assert.deepEqual(await codes('samples.eval_results.json', ''), ['empty']);
    assert.deepEqual(await codes('samples.jsonl_results.jsonl', '\n'), ['empty']);
  });

  it('says that what is in it is damaged', async () => {
    const found = await codes('samples_eval_results.json', 'Traceback (most recent call last):\n');
    assert.ok(found.includes('damaged'), found.join());
  });
});
