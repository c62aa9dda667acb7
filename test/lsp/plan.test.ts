import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { PlanRequest } from '../../server/protocol/lsp.ts';
import type { EvalPanel, PanelModel } from '../../server/protocol/panel.ts';
import { capitalize } from '../../server/text/capitalize.ts';
import type { LspSession } from '../support/lspSession.ts';
import { tablesOf } from '../support/markdownTables.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useServer } from '../support/useServer.ts';

const HEADER = 'problem,num_samples,num_correct';
const CORRECT = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 9, 10];
const rows = CORRECT.map((c, i) => `p${String(i)},10,${String(c)}`).join('\n');

describe('More attempts, planned in the editor', function () {
  this.timeout(120_000);
  const scratch = useScratchFolder();
  const startServer = useServer();
  let session: LspSession;
  before(function () {
    needsBuiltPassk(this);
  });

  async function open(text: string): Promise<{ readonly uri: string; readonly path: string }> {
    const path = scratch.write('counts.csv', text);
    const uri = pathToFileURL(path).href;
    session = await startServer();
    session.open(uri, text);
    await session.reached(uri, 'fitted');
    return { uri, path };
  }

  const plan = (params: PlanRequest.Params): Promise<PlanRequest.Result> =>
    session.connection.sendRequest<PlanRequest.Result>('passkLens/plan', params);

  async function shown(uri: string): Promise<EvalPanel> {
    const { evals } = await session.connection.sendRequest<PanelModel>('passkLens/panel', { uri });
    return evals[0]!;
  }

  it('stand in the panel with the numbers of `passk plan`, until the log changes', async () => {
    const { uri, path } = await open(`${HEADER}\n${rows}\n`);
    assert.ok(!(await shown(uri)).costs.some(({ name }) => name.startsWith('More attempts')));
    assert.equal(await plan({ uri, k: 100, within: 0.1 }), null);
    const [first] = (await shown(uri)).costs;
    const { stdout } = await runPassk(['plan', path, '--at', '100', '--within', '0.1', '--format', 'markdown']);
    const [designs = []] = tablesOf(stdout);
    assert.equal(first?.name, 'More attempts for ±10.0 pp at k = 100');
    assert.equal(designs.length, 2);
    for (const [design = '', numProblems = '', each = '', total = ''] of designs)
      assert.ok(
        first.text.includes(
          each.startsWith('not within ')
            ? `${capitalize(each)} more attempts each (${design})`
            : `${capitalize(design)} (${numProblems}): ${each} more attempts each, ${total} in all.`,
        ),
        `${design}: ${first.text}`,
      );
    const certainty = first.text.slice(0, first.text.indexOf(' For '));
    assert.ok(stdout.includes(certainty), certainty);
    assert.ok(stdout.includes(first.definition), first.definition);

    const csv = await runPassk(['plan', path, '--at', '100', '--within', '0.1', '--format', 'csv']);
    const listed = csv.stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(3));
    const [table] = (await shown(uri)).rankings ?? [];
    assert.equal(table?.name, 'More attempts for ±10.0 pp at k = 100, problem by problem');
    const inPanel = table.table.rows.map(([problem = '', solved = '', ...added]) => [
      problem,
      ...solved.split('/').reverse(),
      ...added.map((count) => count.replaceAll(',', '')),
    ]);
    const unsolvedFirst = [...listed].sort((a, b) => Number(a[2] !== '0') - Number(b[2] !== '0'));
    assert.deepEqual(
      inPanel,
      unsolvedFirst.map((row) => row.filter((cell) => cell !== '')),
    );

    session.edit(uri, `${HEADER}\n${rows}\nlast,10,4\n`);
    await session.reached(uri, 'reading');
    await session.reached(uri, 'fitted');
    assert.ok(!(await shown(uri)).costs.some(({ name }) => name.startsWith('More attempts')));
  });

  it('are not needed where the prediction is certain enough, and not known where nothing is identified', async () => {
    const certain = await open(`${HEADER}\n${rows}\n`);
    assert.equal(await plan({ uri: certain.uri, k: 1, within: 0.4 }), null);
    assert.match((await shown(certain.uri)).costs[0]?.text ?? '', /: within ±40\.0 pp as it is\.$/);
    session.process.kill();
    const unsolved = await open(`${HEADER}\np,5,0\nq,5,0\n`);
    assert.equal(await plan({ uri: unsolved.uri, k: 10, within: 0.1 }), null);
    assert.match((await shown(unsolved.uri)).costs[0]?.text ?? '', /^Not identified/);
  });

  it('are given up on request, and refused for what is no analyzed log', async () => {
    const { uri } = await open(`${HEADER}\n${rows}\n`);
    const source = new CancellationTokenSource();
    const asked = session.connection.sendRequest('passkLens/plan', { uri, k: 1e6, within: 0.001 }, source.token);
    setTimeout(() => {
      source.cancel();
    }, 50);
    await assert.rejects(asked, /cancelled/);
    assert.ok(!(await shown(uri)).costs.some(({ name }) => name.startsWith('More attempts')));
    const refused = await plan({ uri: 'file:///nowhere.csv', k: 10, within: 0.1 });
    assert.match(refused?.problem ?? '', /no analyzed log/);
  });
});
