import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { EvalPanel, PanelModel } from '../../server/protocol/panel.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useServer } from '../support/useServer.ts';

/** Settings of the editor, and the same as options of the command line. */
const SETTINGS = { predictAt: [1000, 10_000], targetCoverage: [0.5, 0.8], budget: 20, solveValue: 30 };
const OPTIONS = ['--at', '1,1000,10000', '--target', '0.5,0.8', '--budget', '20', '--value', '30'];

type Counts = readonly (readonly [numSamples: number, numCorrect: number])[];

function countsCsv(counts: Counts): string {
  const rows = counts.map(([n, c], i) => `p${String(i)},${String(n)},${String(c)}`);
  return `problem,num_samples,num_correct\n${rows.join('\n')}\n`;
}

const repeat = (count: number, ...counts: Counts): Counts => Array.from({ length: count }, () => counts).flat();

const MIXED = repeat(4, [20, 0], [20, 0], [20, 0], [20, 1], [20, 2], [20, 5], [20, 11], [20, 20]);
/** More attempts at the problems that were not solved at first. */
const ADAPTIVE = repeat(4, [60, 0], [60, 0], [60, 1], [60, 2], [20, 5], [20, 11], [20, 20]);
/** Attempts until the first success, at most 50. */
const STOPPED = repeat(3, [50, 0], [50, 0], [1, 1], [1, 1], [2, 1], [4, 1], [9, 1], [21, 1], [38, 1]);

/** Rows of the first table of a Markdown report whose header begins with these cells. */
function rowsOf(markdown: string, header: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${header}`));
  assert.ok(start >= 0, `no table ${header}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
}

describe('The editor, the panel and the command line', function () {
  this.timeout(120_000);
  const scratch = useScratchFolder();
  const startServer = useServer();
  before(function () {
    needsBuiltPassk(this);
  });

  interface Shown {
    readonly markdown: string;
    readonly lens: string;
    readonly hover: string;
    readonly panel: EvalPanel;
  }

  async function show(counts: Counts): Promise<Shown> {
    const text = countsCsv(counts);
    const path = scratch.write('counts.csv', text);
    const uri = pathToFileURL(path).href;
    const { stdout: markdown } = await runPassk(['analyze', path, ...OPTIONS, '--format', 'markdown']);
    const session = await startServer({
      capabilities: { workspace: { configuration: true } },
      configuration: SETTINGS,
    });
    session.open(uri, text);
    await session.reached(uri, 'fitted');
    const [lens] = await session.lenses(uri);
    assert.ok(lens?.command !== undefined);
    const hover = await session.hover(uri, lens.range.start);
    const model = await session.connection.sendRequest<PanelModel>('passkLens/panel', { uri });
    const [panel] = model.evals;
    assert.ok(panel !== undefined && hover !== null);
    return { markdown, lens: lens.command.title, hover: JSON.stringify(hover.contents), panel };
  }

  /** Every law, reading, answer and warning of the command line stands in the hover and in the panel, word for word. */
  function checkSame({ markdown, hover, panel }: Shown): void {
    for (const [law = '', fit = ''] of rowsOf(markdown, 'law')) {
      assert.ok(hover.includes(`| ${law} | ${fit} |`), `${law}: ${fit}`);
      assert.ok(
        panel.laws.some(({ name, text }) => name.toLowerCase() === law.toLowerCase() && text === fit),
        law,
      );
    }
    for (const [name = '', answer = '', definition = ''] of rowsOf(markdown, 'which k?')) {
      assert.ok(hover.includes(`| ${name} | ${answer} |`), `${name}: ${answer}`);
      const inPanel = panel.costs.find((cost) => cost.name.toLowerCase() === name.toLowerCase());
      assert.deepEqual([inPanel?.text, inPanel?.definition], [answer, definition]);
    }
    for (const { name, text } of panel.readings) assert.ok(markdown.includes(`- ${name}: ${text}`), name);
    const warnings = markdown.split('\n').filter((line) => line.startsWith('- ⚠ ')).length;
    assert.equal(panel.warnings.length, warnings);
  }

  it('show the same numbers of one log', async () => {
    const shown = await show(MIXED);
    checkSame(shown);
    const points = shown.panel.charts[0]?.table.rows ?? [];
    for (const [k = '', observed = '', predicted = '', band = ''] of rowsOf(shown.markdown, 'k')) {
      const row = points.find(([at]) => at === k) ?? [];
      assert.deepEqual([row[1], row[4], row[6]], [observed, predicted, band], `pass@${k}`);
    }
    const [allPass = ''] = /^All of k attempts pass .*$/m.exec(shown.markdown) ?? assert.fail();
    assert.ok(shown.hover.includes(allPass), allPass);
    const allOf = allPass.replace(/^.*?: |\.$/g, '').split('; ');
    assert.equal(allOf.length, 2);
    for (const [value = '', k = ''] of allOf.map((text) => text.split(' at k = ')))
      assert.equal(points.find(([at]) => at === k)?.[2], value, `pass^${k}`);
    const [, first = ''] = rowsOf(shown.markdown, 'k')[0] ?? [];
    assert.ok(shown.lens.includes(`pass@1 ${first}`), shown.lens);
    assert.equal(rowsOf(shown.markdown, 'which k?').length, 6);
  });

  it('show the same of a log with adaptive n, and say over which problems pass@k is', async () => {
    const shown = await show(ADAPTIVE);
    checkSame(shown);
    assert.match(shown.panel.warnings.join(), /Attempts per problem differ \(20 to 60/);
    assert.ok(!/stop at the first success: observed/.test(shown.panel.warnings.join()));
  });

  it('say of a log that stops at the first success which numbers hold', async () => {
    const shown = await show(STOPPED);
    checkSame(shown);
    const warning = /too high at k = 1 \(([\d.]+)%\).*hold \(pass@1 ([\d.]+)%\)/s.exec(shown.panel.warnings.join());
    // 21 successes in 78 · 3 + 300 attempts and the mean of c/n: the truth is nearer to the former.
    assert.ok(warning !== null && Number(warning[2]) < 0.8 * Number(warning[1]), shown.panel.warnings.join());
    assert.match(shown.markdown, /Attempts stop at the first success/);
    assert.ok(shown.lens.startsWith(`pass@1 ≈ ${warning[2]}% [`), shown.lens);
    assert.equal(shown.panel.headlines.find(({ label }) => label === 'pass@1, predicted')?.value, `${warning[2]}%`);
  });

  for (const { title, counts, reason } of [
    { title: 'with one attempt a problem', counts: repeat(6, [1, 0], [1, 1]), reason: /n = 1/ },
    { title: 'in which no attempt passed', counts: repeat(12, [5, 0]), reason: /none solved/ },
    { title: 'in which every attempt passed', counts: repeat(12, [5, 5]), reason: /all solved/ },
  ])
    it(`say “not identified” of a log ${title}, and give the bound that there is`, async () => {
      const shown = await show(counts);
      checkSame(shown);
      assert.match(shown.lens, /not identified/);
      for (const text of [shown.lens, shown.hover, shown.markdown, JSON.stringify(shown.panel.laws)])
        assert.match(text, new RegExp(`not identified \\((?:${reason.source})`, 'i'));
      for (const [name, answer = ''] of rowsOf(shown.markdown, 'which k?'))
        assert.match(answer, /not identified/, name);
      for (const chart of shown.panel.charts) assert.ok(chart.absentBecause !== undefined && chart.series.length === 0);
      assert.match(shown.lens, /pass@1 [\d.]+% \[/);
    });
});
