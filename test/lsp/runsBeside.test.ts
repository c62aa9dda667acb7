import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver/node';
import * as z from 'zod';
import { runsBehind } from '../../server/protocol/mergedRuns.ts';
import type { PanelRequest } from '../../server/protocol/lsp.ts';
import { createRunFinder } from '../../server/host/findRuns.ts';
import { eventually } from '../support/eventually.ts';
import type { LspSession } from '../support/lspSession.ts';
import { root } from '../support/projectFiles.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { skipBecause } from '../support/skipBecause.ts';
import { useServer } from '../support/useServer.ts';

const run = (correct: number, model = 'm', task = 't'): string =>
  `problem,num_samples,num_correct,task,model\np,4,${correct},${task},${model}\nq,4,0,${task},${model}\n`;
const actionsTitled = 'Show 3 runs of this task as one evaluation';

describe('Runs beside an open log', () => {
  const scratch = useScratchFolder();
  const startServer = useServer();
  let session: LspSession;
  const openFromDisk = async (uri: string): Promise<void> => {
    session = await startServer({ initializationOptions: { showCoverageCommand: 'show' } });
    await session.connection.sendNotification('passkLens/openFromDisk', { uri });
    await session.reached(uri, 'fitted');
  };
  const runsBeside = (uri: string): readonly string[] | undefined => session.stages(uri).at(-1)?.runsBeside;
  const actionsAt = async (uri: string, line: number): Promise<readonly CodeAction[]> => {
    const range = { start: { line, character: 0 }, end: { line, character: 0 } };
    return session.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
  };

  it('are offered as one evaluation, which counts each attempt once', async () => {
    const own = scratch.write('run 1.csv', run(1));
    scratch.write('run 2.csv', run(2));
    scratch.write('run(3).csv', run(2));
    scratch.write('other model.csv', run(1, 'other'));
    scratch.write('other task.csv', run(1, 'm', 'u'));
    scratch.write('package.json', '{}');
    scratch.write('broken.csv', 'problem,num_samples\n"');
    const uri = pathToFileURL(own).href;
    await openFromDisk(uri);
    await eventually(() => {
      assert.deepEqual(
        runsBeside(uri)?.map((each) => decodeURIComponent(each.slice(each.lastIndexOf('/') + 1))),
        ['run 2.csv', 'run(3).csv'],
      );
    });
    const [action, ...others] = await actionsAt(uri, 0);
    assert.equal(action?.title, actionsTitled);
    assert.deepEqual(others, []);
    assert.deepEqual(await actionsAt(uri, 2), [], 'not on every line');
    const merged: unknown = action.command?.arguments?.[0];
    assert.ok(typeof merged === 'string' && runsBehind(merged)?.length === 3);
    await session.connection.sendNotification('passkLens/openFromDisk', { uri: merged });
    // `run(3).csv` is a copy of `run 2.csv`.
    const { summary } = await session.reached(merged, 'fitted');
    assert.match(summary, /2 problems × 8/);
    const panel = await session.connection.sendRequest<PanelRequest.Result>('passkLens/panel', { uri: merged });
    assert.match(JSON.stringify(panel), /has the same content as run 2\.csv/);
  });

  it('are none where a log names no model, and for a client that has no panel', async () => {
    const own = scratch.write('a.csv', 'problem,correct\np,1\n');
    scratch.write('b.csv', 'problem,correct\np,0\n');
    const uri = pathToFileURL(own).href;
    await openFromDisk(uri);
    assert.deepEqual(await actionsAt(uri, 0), []);
    assert.equal(runsBeside(uri), undefined);
  });

  it('are the other seeds of a harness that writes a file a seed, and names no model', async () => {
    const seed = (...verdicts: readonly boolean[]): string =>
      verdicts.map((verdict) => `{"generation": "${verdicts.length}", "symbolic_correct": ${verdict}}\n`).join('');
    scratch.write('aime/output-rs0.jsonl', seed(true, false));
    scratch.write('aime/output-rs1.jsonl', seed(false, false));
    scratch.write('aime/output.jsonl', seed(true, true));
    const uri = pathToFileURL(scratch.at('aime/output-rs0.jsonl')).href;
    await openFromDisk(uri);
    await eventually(() => {
      assert.deepEqual(
        runsBeside(uri)?.map((each) => each.slice(each.lastIndexOf('/') + 1)),
        ['output-rs1.jsonl'],
      );
    });
  });

  it('add up, in real logs of a file a seed, to exactly the expected counts', async function () {
    const folder = join(root, '..', 'shared', 'data', 'eval-logs');
    if (!existsSync(folder)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
    const expected = z
      .record(z.string(), z.looseObject({ problems: z.number(), attempts: z.number(), correct: z.number() }))
      .parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
    const seeded = Object.entries(expected).filter(([key]) => key.includes('rows aligned by line'));
    assert.equal(seeded.length, 4);
    for (const [key, { problems, attempts, correct }] of seeded) {
      const uri = pathToFileURL(join(folder, `${key.split(' ', 1)[0] ?? ''}_output-rs0.jsonl`)).href;
      await openFromDisk(uri);
      const merged = await eventually(async () => {
        const found: unknown = (await actionsAt(uri, 0))[0]?.command?.arguments?.[0];
        assert.ok(typeof found === 'string', key);
        return found;
      });
      await session.connection.sendNotification('passkLens/openFromDisk', { uri: merged });
      await session.reached(merged, 'fitted');
      const panel = await session.connection.sendRequest<PanelRequest.Result>('passkLens/panel', { uri: merged });
      const { value, detail } = panel.evals[0]?.headlines[0] ?? assert.fail(key);
      assert.equal(
        `${value}, ${detail}`,
        `${problems} × ${attempts / problems}, ${correct} of ${attempts} attempts passed`,
        key,
      );
    }
  });

  it('are the other problems of a folder that has a file each', async () => {
    for (const id of [0, 1, 2]) scratch.write(`GSM8K/${id}.yaml`, `is_corrects:\n- true\n- false\nsamples:\n- ${id}\n`);
    const uri = pathToFileURL(scratch.at('GSM8K/1.yaml')).href;
    await openFromDisk(uri);
    await eventually(() => {
      assert.equal(runsBeside(uri)?.length, 2);
    });
    const merged: unknown = (await actionsAt(uri, 0))[0]?.command?.arguments?.[0];
    assert.ok(typeof merged === 'string');
    await session.connection.sendNotification('passkLens/openFromDisk', { uri: merged });
    assert.match((await session.reached(merged, 'fitted')).summary, /GSM8K · 3 problems × 2/);
  });
});

describe('The search for runs beside a log', () => {
  const scratch = useScratchFolder();

  it('reads nothing twice, and no file above its size', () => {
    const own = scratch.write('a.csv', run(1));
    const other = scratch.write('b.csv', run(2));
    scratch.write('large.csv', run(2) + ' '.repeat(65 * 2 ** 20));
    const find = createRunFinder();
    let numAsked = 0;
    const asked = (): boolean => {
      numAsked++;
      return false;
    };
    const identity = { task: 't', model: 'm' };
    assert.deepEqual(find(own, identity, asked), [other]);
    const numAtFirst = numAsked;
    assert.ok(numAtFirst > 0);
    assert.deepEqual(find(own, identity, asked), [other]);
    assert.equal(numAsked, numAtFirst);
    assert.deepEqual(find(own, { task: 't', model: 'm', folder: dirname(own) }, asked), []);
  });

  it('passes over files without attempts, such as the header of a log and its results', () => {
    const named = '"eval": {"task": "t", "model": "m", "run_id": "r"}';
    const own = scratch.write(
      'a.json',
      `{${named}, "samples": [{"id": 1, "epoch": 1, "scores": {"s": {"value": 1}}}]}`,
    );
    scratch.write('a.header.json', `{${named}, "results": {"scores": []}}`);
    assert.deepEqual(
      createRunFinder()(own, { task: 't', model: 'm' }, () => false),
      [],
    );
    const again = scratch.write(
      'b.json',
      `{${named}, "samples": [{"id": 1, "epoch": 1, "scores": {"s": {"value": 0}}}]}`,
    );
    assert.deepEqual(
      createRunFinder()(own, { task: 't', model: 'm' }, () => false),
      [again],
    );
  });

  it('ends when it is told to', () => {
    const own = scratch.write('a.csv', run(1));
    scratch.write('b.csv', run(2));
    assert.throws(() => createRunFinder()(own, { task: 't', model: 'm' }, () => true), { name: 'ReadCancelled' });
  });
});
