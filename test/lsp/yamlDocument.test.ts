import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { SERVER_BUNDLE, startSession, type LspSession } from '../support/lspSession.ts';
import { skipBecause } from '../support/skipBecause.ts';

const text = 'gt_answer: 4\nis_corrects:\n- true\n- perhaps\n- false\nsamples:\n- a\n- b\n- c\n';

describe('A YAML document', () => {
  let session: LspSession;
  before(async function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'the server is not built: npm run build');
    session = await startSession();
  });
  after(async () => {
    await (session as LspSession | undefined)?.end();
  });

  it('that holds verdicts has a lens, and its findings at their lines', async () => {
    const uri = 'file:///runs/GSM8K/7.yaml';
    session.open(uri, text);
    const { summary } = await session.reached(uri, 'fitted');
    assert.match(summary, /GSM8K · 1 problem × 2/);
    assert.equal((await session.lenses(uri))[0]?.range.start.line, 2);
    const found = session.diagnostics(uri)?.find(({ code }) => code === 'wrongType');
    assert.deepEqual(found?.range.start, { line: 3, character: 2 });
  });

  it('of any other kind is left alone', async () => {
    const uri = 'file:///runs/docker-compose.yaml';
    session.open(uri, 'services:\n  web:\n    image: nginx\n');
    assert.deepEqual(await session.lenses(uri), []);
    assert.equal(session.diagnostics(uri), undefined);
  });
});
