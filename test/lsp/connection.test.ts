import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { SERVER_BUNDLE, startSession, type LspSession } from '../support/lspSession.ts';
import { skipBecause } from '../support/skipBecause.ts';
import { singleAttemptLog } from '../support/smallLogs.ts';

const LOG = 'file:///logs/samples.jsonl_results.jsonl';

describe('The connection to a client over standard input and output', function () {
  this.timeout(20_000);
  let session: LspSession;
  const start = async (): Promise<void> => {
    session = await startSession();
  };
  before(function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'not built: npm run build');
  });
  afterEach(() => session.process.kill());

  it('ends with status 0 after shutdown and exit, and with 1 after exit alone', async () => {
    await start();
    assert.equal(await session.end(), 0);
    await start();
    const exited = new Promise((resolve) => session.process.once('exit', resolve));
    await session.connection.sendNotification('exit');
    assert.equal(await exited, 1);
  });

  it('ends when its client does, with status 1 unless it was shut down', async () => {
    const endInput = async (): Promise<unknown> => {
      const exited = new Promise((resolve) => session.process.once('exit', resolve));
      session.process.stdin?.end();
      return await exited;
    };
    await start();
    assert.equal(await endInput(), 1);
    await start();
    await session.connection.sendRequest('shutdown');
    assert.equal(await endInput(), 0);
  });

  it('reads a log of any alphabet', async () => {
    await start();
    const id = 'Aufgabe „größer“, 問題, 🧮';
    session.open(LOG, singleAttemptLog.replace(/"task_id": ?"[^"]*"/, `"task_id": ${JSON.stringify(id)}`));
    await session.reached(LOG, 'fitted');
    const [symbol] = await session.symbols(LOG);
    assert.equal(symbol?.children?.[0]?.name, id);
  });
});
