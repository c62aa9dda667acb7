import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PanelRequest } from '../../server/protocol/lsp.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/projectFiles.ts';
import { skipBecause } from '../support/skipBecause.ts';
import { generateEvalPlus } from '../support/generateEvalPlus.ts';
import { SERVER_BUNDLE, startSession, type LspSession, type SessionOptions } from '../support/lspSession.ts';
import { attemptLine, mixedLog, singleAttemptLog } from '../support/smallLogs.ts';

const LOG = 'file:///logs/samples.jsonl_results.jsonl';
const OTHER_LOG = 'file:///logs/other.jsonl_results.jsonl';

/** Its analyst dies of a file named `crash…`. */
const FRAGILE_SERVER = [process.execPath, '--import', 'tsx', 'test/support/fragileServer.ts', '--stdio'];

describe('The language server over stdio', function () {
  this.timeout(60_000);
  let session: LspSession;
  let sessions: LspSession[] = [];

  async function start(options?: SessionOptions): Promise<void> {
    session = await startSession(options);
    sessions.push(session);
  }
  const titles = async (uri: string): Promise<readonly string[]> =>
    (await session.lenses(uri)).map(({ command }) => command?.title ?? '');
  const codes = (uri: string): readonly string[] => (session.diagnostics(uri) ?? []).map(({ code }) => String(code));

  before(function () {
    if (!existsSync(SERVER_BUNDLE)) skipBecause(this, 'not built: npm run build');
  });
  afterEach(() => {
    sessions.forEach(({ process: server }) => server.kill());
    sessions = [];
  });

  it('shows lenses, hover, diagnostics and outline of a log that is opened', async () => {
    await start({ initializationOptions: { showCoverageCommand: 'show' } });
    session.open(LOG, singleAttemptLog);
    const { summary, numWarnings } = await session.reached(LOG, 'fitted');
    assert.match(summary, /12 problems × 1/);
    assert.ok(numWarnings >= 1);
    const [lens, ...problemLenses] = await session.lenses(LOG);
    assert.match(lens?.command?.title ?? '', /^pass@1 50\.0% \[[\d., ]+\] · β not identified \(n = 1\)$/);
    assert.deepEqual(lens?.command?.arguments, [LOG, 0]);
    assert.equal(problemLenses.length, 12);
    const hover = await session.hover(LOG, { line: 0, character: 3 });
    assert.match(JSON.stringify(hover), /\| 1 \| 50/);
    assert.ok(codes(LOG).includes('singleAttempt'));
    const [symbol] = await session.symbols(LOG);
    assert.equal(symbol?.children?.length, 12);
  });

  it('answers a request for lenses after the fit to a client that cannot be told to ask again', async () => {
    await start({ capabilities: {} });
    session.open(LOG, mixedLog);
    const [title = ''] = await titles(LOG);
    assert.match(title, /^pass@1 43\.3% \[[\d., ]+\] · β [\d.]+ .* · pass@1,000 ≈ .* \(\d+× beyond the data\) .*80% /);
    assert.deepEqual(session.requested, []);
  });

  it('asks a client to refresh its lenses when there is something new', async () => {
    await start();
    session.open(LOG, mixedLog);
    await session.reached(LOG, 'fitted');
    await session.lenses(LOG);
    assert.ok(session.requested.includes('workspace/codeLens/refresh'));
  });

  it('follows edits', async () => {
    await start({ capabilities: {} });
    session.open(LOG, mixedLog);
    const before = await titles(LOG);
    session.edit(LOG, mixedLog + attemptLine('HumanEval/0', true));
    const after = await titles(LOG);
    assert.notEqual(after[0], before[0]);
    session.edit(LOG, mixedLog);
    assert.deepEqual(await titles(LOG), before);
  });

  it('leaves other files alone', async () => {
    await start();
    const uri = 'file:///project/package.json';
    session.open(uri, JSON.stringify({ name: 'x', scripts: { test: 'mocha' } }));
    session.open(LOG, mixedLog);
    await session.reached(LOG, 'fitted');
    assert.deepEqual(await session.lenses(uri), []);
    assert.equal(await session.hover(uri, { line: 0, character: 3 }), null);
    assert.deepEqual(await session.symbols(uri), []);
    assert.equal(session.diagnostics(uri), undefined);
    assert.deepEqual(session.stages(uri), []);
  });

  it('answers a hover while a large log is being read, and stops reading what was edited away', async () => {
    await start();
    const large = 'file:///logs/large_eval_results.json';
    session.open(LOG, mixedLog);
    await session.reached(LOG, 'fitted');
    session.open(large, generateEvalPlus({ numProblems: 164, numAttempts: 200, solutionLength: 600 }));
    assert.notEqual(await session.hover(LOG, { line: 0, character: 3 }), null);
    assert.equal(await session.hover(large, { line: 0, character: 3 }), null);
    assert.equal(session.stages(large).at(-1)?.stage, 'reading', 'the hover did not wait for the analysis');
    session.edit(large, generateEvalPlus({ numProblems: 3, numAttempts: 4, solutionLength: 10 }));
    const { summary } = await session.reached(large, 'fitted');
    assert.match(summary, /3 problems × 4/);
    assert.deepEqual(
      session.stages(large).filter(({ stage }) => stage === 'fitted').length,
      1,
      'the first version was never fitted',
    );
  });

  const damage: readonly (readonly [string, string, RegExp])[] = [
    ['cut inside a line', mixedLog.slice(0, -20), /truncated|badLine/],
    ['replaced by binary bytes', '\u0000\u0001\u0002\u0000PK', /notText|noCounts/],
    ['emptied', '', /empty/],
    ['replaced by garbage', '}}}}{{{{', /noCounts|damaged/],
  ];
  for (const [what, text, code] of damage) {
    it(`shows a diagnostic in a log that was ${what}, and keeps the analyses of the others`, async () => {
      await start({ capabilities: {} });
      session.open(OTHER_LOG, mixedLog);
      session.open(LOG, mixedLog);
      await session.lenses(LOG);
      session.edit(LOG, text);
      await session.lenses(LOG);
      assert.ok(
        codes(LOG).some((found) => code.test(found)),
        codes(LOG).join(),
      );
      assert.match((await titles(OTHER_LOG))[0] ?? '', /β/);
    });
  }

  it('says that an analysis crashed, and keeps those of the other files', async () => {
    await start({ command: FRAGILE_SERVER });
    const crashing = 'file:///logs/crash.jsonl_results.jsonl';
    session.open(LOG, mixedLog);
    await session.reached(LOG, 'fitted');
    session.open(crashing, mixedLog);
    const { summary } = await session.reached(crashing, 'failed');
    assert.match(summary, /ended unexpectedly \(status 7\).*other files are not affected/);
    assert.deepEqual(codes(crashing), ['analysisFailed']);
    assert.match((await titles(LOG))[0] ?? '', /β/);
    session.edit(LOG, singleAttemptLog);
    await session.reached(LOG, 'reading');
    await session.reached(LOG, 'fitted');
    assert.match((await titles(LOG))[0] ?? '', /^pass@1 50\.0%/);
  });

  it('takes its diagnostics back when a log is closed', async () => {
    await start();
    session.open(LOG, singleAttemptLog);
    await session.reached(LOG, 'fitted');
    session.close(LOG);
    assert.deepEqual(await session.lenses(LOG), []);
    assert.deepEqual(session.diagnostics(LOG), []);
  });

  it('uses the settings of the client, and the default for a bad one, which it logs', async () => {
    const configuration = { predictAt: [50], targetCoverage: 'much', problemLenses: false };
    await start({ capabilities: { workspace: { configuration: true } }, configuration });
    session.open(LOG, mixedLog);
    const found = await titles(LOG);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /pass@50 ≈ .* · 80% /);
    assert.deepEqual(session.log, [
      'passkLens.targetCoverage must be a list of 1 to 20 numbers between 0 and 1; its default is used instead.',
    ]);
  });

  it('fits again when the settings change', async () => {
    await start({ capabilities: {} });
    session.open(LOG, mixedLog);
    await session.lenses(LOG);
    await session.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { passkLens: { predictAt: [70] } },
    });
    assert.match((await titles(LOG))[0] ?? '', /pass@70 ≈/);
  });

  it('answers with the model of the panel', async () => {
    await start({ capabilities: {} });
    session.open(LOG, mixedLog);
    await session.lenses(LOG);
    const model = await session.connection.sendRequest<PanelRequest.Result>('passkLens/panel', { uri: LOG });
    assert.equal(model.state, 'ready');
    assert.equal(model.evals.length, 1);
    const unknown = await session.connection.sendRequest<PanelRequest.Result>('passkLens/panel', { uri: 'file:///no' });
    assert.equal(unknown.evals.length, 0);
  });

  describe('reading from disk', () => {
    let folder: string;
    const write = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return pathToFileURL(join(folder, name)).href;
    };
    const openFromDisk = (uri: string): void => {
      void session.connection.sendNotification('passkLens/openFromDisk', { uri });
    };

    const closeFromDisk = (uri: string): void => {
      void session.connection.sendNotification('passkLens/closeFromDisk', { uri });
    };

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'passk-disk-'));
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('analyzes a log that is not a document', async () => {
      await start();
      const uri = write('large.jsonl_results.jsonl', singleAttemptLog);
      openFromDisk(uri);
      await session.reached(uri, 'fitted');
      assert.match((await titles(uri))[0] ?? '', /^pass@1 50\.0%/);
      assert.ok(codes(uri).includes('singleAttempt'));
      closeFromDisk(uri);
      assert.deepEqual(await session.lenses(uri), []);
      assert.deepEqual(session.diagnostics(uri), []);
    });

    it('takes the text of a document that is opened over the file, and the file again, without losing what it knows', async () => {
      await start();
      const uri = write('edited.jsonl_results.jsonl', singleAttemptLog);
      openFromDisk(uri);
      await session.reached(uri, 'fitted');
      session.open(uri, mixedLog);
      closeFromDisk(uri);
      await eventually(async () => {
        assert.match((await titles(uri))[0] ?? '', /β/);
      });
      write('edited.jsonl_results.jsonl', singleAttemptLog);
      openFromDisk(uri);
      session.close(uri);
      await eventually(async () => {
        assert.match((await titles(uri))[0] ?? '', /^pass@1 50\.0%/);
        assert.ok(codes(uri).includes('singleAttempt'));
      });
      const summaries = session.stages(uri).map(({ summary }) => summary);
      assert.ok(!summaries.slice(summaries.findIndex((summary) => summary !== 'reading…')).includes('reading…'));
    });

    it('says what is wrong with a file that cannot be read', async () => {
      await start();
      const missing = pathToFileURL(join(folder, 'missing.json')).href;
      openFromDisk(missing);
      const { summary } = await session.reached(missing, 'failed');
      assert.match(summary, /“missing\.json” cannot be read/);
      openFromDisk('untitled:here.json');
      assert.match((await session.reached('untitled:here.json', 'failed')).summary, /not on this machine's disk/);
    });

    it('reads a Parquet file, which no editor shows as text', async () => {
      await start();
      const bytes = readFileSync(join(root, 'test/fixtures/llmonkeys/parquet/GSM8K_Tiny-1B.parquet'));
      const uri = write('GSM8K_Tiny-1B.parquet', bytes);
      openFromDisk(uri);
      const { summary } = await session.reached(uri, 'fitted');
      assert.match(summary, /GSM8K_Tiny-1B · 3 problems × 2/);
      assert.ok(codes(uri).includes('unscoredAttempts'));
    });

    it('says that binary bytes are no log', async () => {
      await start();
      const uri = write(
        'binary.json',
        Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256),
      );
      openFromDisk(uri);
      await session.reached(uri, 'fitted');
      assert.deepEqual(codes(uri), ['notText']);
    });
  });
});
