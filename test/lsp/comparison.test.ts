import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { comparedLogsUri } from '../../server/protocol/comparedLogs.ts';
import type { ChartModel, EvalPanel, PanelModel } from '../../server/protocol/panel.ts';
import { eventually } from '../support/eventually.ts';
import type { LspSession } from '../support/lspSession.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useServer } from '../support/useServer.ts';
import { tablesOf } from '../support/markdownTables.ts';

/** Settings of the editor, and the same as options of the command line. */
const SETTINGS = { predictAt: [4, 100, 1000], targetCoverage: [0.5, 0.7, 0.999], level: 0.8 };
const OPTIONS = ['--at', '4,100,1000', '--target', '0.5,0.7,0.999', '--level', '0.8'];

const SMALL = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8];
const LARGE = [0, 1, 1, 2, 2, 5, 6, 8, 9, 10];
const MIDDLE = [0, 0, 1, 1, 2, 3, 4, 6, 7, 9];

function countsCsv(correct: readonly number[], model: string, task = 't'): string {
  const rows = correct.map((c, i) => `p${String(i)},10,${String(c)},${task},${model}`);
  return ['problem,num_samples,num_correct,task,model', ...rows, ''].join('\n');
}

describe('The panel that compares evaluations', function () {
  this.timeout(120_000);
  const scratch = useScratchFolder();
  const startServer = useServer();
  let session: LspSession;
  before(function () {
    needsBuiltPassk(this);
  });

  /** The panel of logs that are opened from disk, once all of them are fitted. */
  async function compare(paths: readonly string[], settings: object = SETTINGS): Promise<PanelModel> {
    const uris = paths.map((path) => pathToFileURL(path).href);
    session = await startServer({ capabilities: { workspace: { configuration: true } }, configuration: settings });
    for (const uri of uris) await session.connection.sendNotification('passkLens/openFromDisk', { uri });
    for (const uri of uris) await session.reached(uri, ['fitted', 'failed']).catch(() => undefined);
    return panelOf(session, uris);
  }

  async function panelOf({ connection }: LspSession, uris: readonly string[]): Promise<PanelModel> {
    return connection.sendRequest<PanelModel>('passkLens/panel', { uri: comparedLogsUri('logs', uris) });
  }

  it('shows the numbers of `passk compare`: targets, front and differences', async () => {
    const paths = [
      scratch.write('small.csv', countsCsv(SMALL, 'small')),
      scratch.write('both.csv', countsCsv(LARGE, 'large') + countsCsv(MIDDLE, 'middle').replace(/^.*\n/, '')),
    ];
    const model = await compare(paths);
    assert.deepEqual([model.state, model.issues, model.evals.length], ['ready', [], 1]);
    const panel = onlyPanel(model);
    const { stdout } = await runPassk(['compare', ...paths, ...OPTIONS, '--format', 'markdown']);
    const [targets = [], front = [], differences = []] = tablesOf(stdout);

    const rows = chartOf(panel, 'front').table.rows;
    const answers = rows.filter(([first]) => first?.startsWith('target '));
    assert.equal(answers.length, 9);
    assert.deepEqual(
      answers.map((row) => row.slice(1)),
      targets.map((row) => row.slice(1)),
    );
    const inFront = rows.slice(answers.length);
    assert.ok(front.length > 1);
    for (const [name = '', k = '', cost = '', coverage = '', basis = ''] of front) {
      const [lastK, lastCost] = [k, cost].map((range) => range.split(' – ').at(-1));
      assert.ok(
        inFront.some((row) => [coverage, name, lastK, lastCost, basis].every((cell, i) => row[i] === cell)),
        `${name} ${k}`,
      );
    }
    const drawn = chartOf(panel, 'difference').table.rows;
    let second = '';
    assert.equal(differences.length, 4);
    for (const [name = '', ...cells] of differences) {
      second = name === '' ? second : name;
      assert.ok(
        drawn.some((row) => [second, ...cells].every((cell, i) => row[i] === cell)),
        `${second} ${cells.join(' ')}`,
      );
    }
    assert.ok(stdout.includes('10 problems matched by name.'));
    assert.ok(panel.assumptions.some((text) => text.endsWith('10 problems matched by name.')));
  });

  it('has the numbers of each chart in its points, too, the band over all k around the line', async () => {
    const panel = onlyPanel(
      await compare([
        scratch.write('small.csv', countsCsv(SMALL, 'small')),
        scratch.write('large.csv', countsCsv(LARGE, 'large')),
      ]),
    );
    const { series } = chartOf(panel, 'difference');
    const [line, band] = ['model1', 'model1-band'].map((id) => series.find((each) => each.id === id)?.points ?? []);
    assert.ok(line !== undefined && band !== undefined && line.length > 3);
    assert.ok(Math.abs(line[0]!.y - 0.19) < 1e-12);
    line.forEach(({ x, y }, i) => {
      assert.ok(band[i]!.x === x && band[i]!.low! < y && y < band[i]!.high!);
    });
    const front = chartOf(panel, 'front').series.find(({ id }) => id === 'front')?.points ?? [];
    front.slice(1).forEach(({ x, y }, i) => {
      assert.ok(x > front[i]!.x && y > front[i]!.y);
    });
  });

  it('prices models by the settings, as the command line does by its options', async () => {
    const paths = [
      scratch.write('small.csv', withTokens(countsCsv(SMALL, 'small'))),
      scratch.write('large.csv', withTokens(countsCsv(LARGE, 'large'))),
    ];
    const pricesFile = scratch.write(
      'passk-prices.json',
      JSON.stringify({ input: 0, output: 1000, models: { large: { input: 0, output: 4000 } } }),
    );
    const panel = onlyPanel(await compare(paths, { ...SETTINGS, pricesFile }));
    const { stdout } = await runPassk([
      'compare',
      ...[...paths, ...OPTIONS, '--prices', pricesFile, '--format', 'markdown'],
    ]);
    const [targets = []] = tablesOf(stdout);
    const rows = chartOf(panel, 'front').table.rows.slice(0, targets.length);
    assert.deepEqual(
      rows.map((row) => row.slice(1)),
      targets.map((row) => row.slice(1)),
    );
    assert.match(rows[0]?.[3] ?? '', /^\$/);
  });

  it('takes the size of each model from the settings, as the command line does from its options', async () => {
    const paths = [
      scratch.write('small.csv', countsCsv(SMALL, 'small')),
      scratch.write('large.csv', countsCsv(LARGE, 'large')),
    ];
    const panel = onlyPanel(await compare(paths, { ...SETTINGS, modelParameters: { small: 0.35, large: 7 } }));
    const sizes = ['--params', 'small=350M', '--params', 'large=7B'];
    const { stdout } = await runPassk(['compare', ...paths, ...OPTIONS, ...sizes, '--format', 'markdown']);
    const [targets = []] = tablesOf(stdout);
    const rows = chartOf(panel, 'front').table.rows.slice(0, targets.length);
    assert.deepEqual(
      rows.map((row) => row.slice(1)),
      targets.map((row) => row.slice(1)),
    );
    assert.match(rows[0]?.[3] ?? '', /FLOP$/);
  });

  it('says what could not be compared, and why', async () => {
    const paths = [
      scratch.write('one.csv', countsCsv(SMALL, 'small')),
      scratch.write('other.csv', countsCsv(LARGE, 'large', 'u')),
      scratch.at('gone.csv'),
      scratch.write('curve.csv', 'k,pass_at_k\n1,0.2\n10,0.5\n100,0.7\n'),
    ];
    const { evals, message, issues = [] } = await compare(paths);
    assert.equal(evals.length, 0);
    assert.equal(message, 'Nothing could be compared: no two evaluations are of the same task and scorer.');
    assert.match(issues.join('\n'), /^gone\.csv: .*cannot be read/m);
    assert.match(issues.join('\n'), /^curve\.csv: holds no attempts that could be compared\.$/m);
    assert.match(issues.join('\n'), /^t · small: nothing to compare it with\.$/m);
    assert.match(issues.join('\n'), /^u · large: nothing to compare it with\.$/m);
  });

  it('follows a log that changes', async () => {
    const paths = [
      scratch.write('small.csv', countsCsv(SMALL, 'small')),
      scratch.write('large.csv', countsCsv(LARGE, 'large')),
    ];
    await compare(paths);
    const uris = paths.map((path) => pathToFileURL(path).href);
    scratch.write('large.csv', countsCsv(SMALL, 'large'));
    const { connection } = session;
    const changes = [{ uri: uris[1], type: 2 }];
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await eventually(async () => {
      const [panel] = (await panelOf(session, uris)).evals;
      assert.ok(panel !== undefined);
      const [first] = chartOf(panel, 'difference').table.rows;
      assert.match(first?.[2] ?? '', /^[+−]?0\.0 pp$/);
    });
  });
});

function onlyPanel({ evals }: PanelModel): EvalPanel {
  assert.equal(evals.length, 1);
  return evals[0]!;
}

function chartOf(panel: EvalPanel, id: string): ChartModel {
  const chart = panel.charts.find((each) => each.id === id);
  assert.ok(chart, `no chart ${id}`);
  assert.ok(!/NaN|Infinity|undefined|null/.test(JSON.stringify(chart)), 'no number is missing');
  return chart;
}

function withTokens(csv: string): string {
  return csv.replace('model\n', 'model,completion_tokens\n').replace(/(\d,t,\w+)\n/g, '$1,50\n');
}
