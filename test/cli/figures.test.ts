import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptsFor } from '../../server/core/attemptsFor.ts';
import { betaPassAtK } from '../../server/core/passAtKLaw.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { memoryResult, vaeResult } from '../support/sampleExperiment.ts';
import { skipBecause } from '../support/skipBecause.ts';

const PUBLISHED = '../shared/data/counts/curves';

/** A curve of Eq. 6 at thirty k, as a CSV. */
function curveCsv(alpha: number, beta: number, header = 'k,pass@k'): string {
  const ks = Array.from({ length: 30 }, (_, i) => Math.round(1000 ** (i / 29)));
  return `${header}\n${ks.map((k) => `${String(k)},${String(betaPassAtK(alpha, beta, k))}`).join('\n')}\n`;
}

describe('passk figures', function () {
  this.timeout(60_000);
  const scratch = useScratchFolder();
  before(function () {
    needsBuiltPassk(this);
  });

  it('draws the three figures of curves, and prints what was fitted', async () => {
    scratch.write('run_a.csv', curveCsv(4.65, 0.361));
    scratch.write('run_b.csv', curveCsv(2, 0.5, 'x, y'));
    const out = scratch.at('figures');
    const { status, stdout } = await runPassk(['figures', scratch.at('run_*.csv'), '--out', out]);
    assert.equal(status, 0);
    assert.match(stdout, /^a, 30 points\n {2}Eq. 6 by least squares: ceiling .*β 0\.361, α 4\.65/m);
    assert.deepEqual(readdirSync(out).sort(), ['figure1.svg', 'figure2.svg', 'figure3-a.svg', 'figure3-b.svg']);
    const first = readFileSync(join(out, 'figure1.svg'), 'utf8');
    assert.match(first, /^<svg [^>]*>.*<\/svg>\n$/s);
    // Eq. 6 dashed, Eq. 10 dotted.
    assert.match(first, /stroke-dasharray="7,4"/);
    assert.match(first, /stroke-dasharray="2,3"/);
    assert.ok(!/NaN|Infinity|undefined/.test(first));
  });

  it('gives the numbers of the figures as CSV and JSON', async () => {
    const curve = scratch.write('law.csv', curveCsv(3, 0.7));
    const out = scratch.at('numbers');
    await runPassk(['figures', curve, '--out', out, '--format', 'csv', '--ceiling', '1']);
    const rows = readFileSync(join(out, 'figure1.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    assert.deepEqual(rows[0], ['panel', 'curve', 'source', 'x', 'y', 'z']);
    const law = rows.filter(([panel, , source]) => panel === 'coverage' && source === 'Eq. 6');
    assert.ok(law.length > 50);
    for (const [, , , x, y] of law) assert.ok(Math.abs(betaPassAtK(3, 0.7, Number(x)) - Number(y)) < 1e-4);
    await runPassk(['figures', curve, '--out', out, '--format', 'json']);
    const text = readFileSync(join(out, 'figures.json'), 'utf8');
    assert.match(text, /"leastSquares": \{\s+"kind": "(?:boundary|interior)"/);
    assert.ok(!/NaN|Infinity/.test(text));
  });

  it('takes the observed curve of a log, too, and adds the charts of the panel with the numbers of passk analyze', async () => {
    const out = scratch.at('log');
    const { status } = await runPassk(['figures', 'examples/counts.csv', '--out', out, '--format', 'csv']);
    assert.equal(status, 0);
    assert.match(readFileSync(join(out, 'figure1.csv'), 'utf8'), /^coverage,[^,]+,data,100,0\.64/m);
    const charts = readdirSync(out).filter((name) => !name.startsWith('figure'));
    const [coverage = ''] = charts.filter((name) => name.endsWith('-coverage.csv'));
    assert.equal(charts.length, 4, charts.join());
    const predicted = readFileSync(join(out, coverage), 'utf8').match(/^coverage,Prediction,line,1000,(.+),$/m)?.[1];
    const { stdout } = await runPassk(['analyze', 'examples/counts.csv', '--format', 'json']);
    const { evals } = JSON.parse(stdout) as { evals: { prediction: { points: { k: number; value: number }[] } }[] };
    assert.equal(Number(predicted), evals[0]?.prediction.points.find(({ k }) => k === 1000)?.value);
  });

  it('draws bands, regions and marks, and leaves out what is not identified', async () => {
    const out = scratch.at('drawn');
    const ended = await runPassk(['figures', 'examples/human-eval_samples.jsonl_results.jsonl', '--out', out]);
    assert.equal(ended.stderr, '');
    const svg = readFileSync(join(out, 'HumanEval-coverage.svg'), 'utf8');
    for (const text of [/90% interval/, /No family assumed/, /beyond the data \(n = 20\)/, /target \d+%/])
      assert.match(svg, text);
    assert.ok(!/NaN|Infinity|undefined/.test(svg));
    for (const name of ['HumanEval-coverage.svg', 'HumanEval-cost.svg']) {
      const ofGuide = readFileSync(join('docs/figures', name), 'utf8');
      assert.equal(readFileSync(join(out, name), 'utf8'), ofGuide, 'draw the figures of docs/guide.md again');
    }
    const single = scratch.write('single.csv', 'problem,num_samples,num_correct\na,1,1\nb,1,0\n');
    const few = scratch.at('few');
    await runPassk(['figures', single, '--out', few]);
    assert.ok(!readdirSync(few).some((name) => name.endsWith('-coverage.svg')), readdirSync(few).join());
  });

  it('names the file and the line of what is no point, and draws the rest', async () => {
    const bad = scratch.write('bad.csv', 'k,pass@k\n1,0.5\n2,1.5\n');
    const good = scratch.write('good.csv', curveCsv(3, 0.7));
    const out = scratch.at('rest');
    const { status, stderr } = await runPassk(['figures', bad, good, '--out', out, '--format', 'csv']);
    assert.equal(status, 0);
    assert.match(stderr, /bad\.csv:3: pass@k must be a number from 0 to 1/);
    assert.ok(existsSync(join(out, 'figure3-good.csv')));
  });

  describe('of an experiment', () => {
    const result = (folder: string, content: unknown): string => {
      scratch.write(join(folder, 'result.json'), JSON.stringify(content));
      return scratch.at(folder);
    };

    const atTwoNoises = {
      ...memoryResult,
      runs: memoryResult.runs.map(({ retrievals, ...run }) => ({
        ...run,
        retrievals: retrievals.flatMap((retrieval) => [retrieval, { ...retrieval, noise: 1 }]),
      })),
    };

    it('draws the charts of the panel, and says what they show', async () => {
      const folders = [result('vae', vaeResult), join(result('memory', atTwoNoises), 'result.json')];
      const out = scratch.at('experiment');
      const { status, stdout, stderr } = await runPassk(['figures', ...folders, '--out', out]);
      assert.equal(status, 0);
      assert.equal(stderr, '');
      assert.match(
        stdout,
        /^vae: VAE on synthetic, seed 3, T = 1\.1\n {2}pass@k for each ε, against Eq\. 10: .*RMSE/ms,
      );
      assert.deepEqual(readdirSync(out).sort(), [
        ...['failures', 'retrievals', 'training'].map((id) => `memory-seed-0-${id}.svg`),
        ...['bestError', 'eigenvalues', 'failures', 'thresholds', 'training'].map((id) => `vae-seed-3-T-1.1-${id}.svg`),
      ]);
      for (const name of readdirSync(out)) {
        const svg = readFileSync(join(out, name), 'utf8');
        assert.match(svg, /^<svg [^>]*>.*<\/svg>\n$/s);
        assert.ok(!/NaN|Infinity|undefined/.test(svg), name);
      }
      const thresholds = readFileSync(join(out, 'vae-seed-3-T-1.1-thresholds.svg'), 'utf8');
      assert.match(thresholds, /ε = 0\.118 \(10% quantile\).*Eq\. 10, κ of the eigenvalues 1\.04/s);
      assert.match(thresholds, /stroke-dasharray="7,4"/);
    });

    it('overwrites none of another of the same name', async () => {
      const out = scratch.at('experimentTwins');
      const folders = ['a/vae', 'b/vae', 'c/VAE'].map((folder) => result(folder, vaeResult));
      await runPassk(['figures', ...folders, '--out', out, '--format', 'csv']);
      const names = readdirSync(out).filter((name) => name.includes('training'));
      const twins = ['VAE-seed-3-T-1.1-training-3', 'vae-seed-3-T-1.1-training', 'vae-seed-3-T-1.1-training-2'];
      assert.deepEqual(names.sort(), twins.map((name) => `${name}.csv`).sort());
    });

    it('gives their numbers, with the ends of intervals', async () => {
      const out = scratch.at('experimentNumbers');
      await runPassk(['figures', result('vae', vaeResult), '--out', out, '--format', 'csv']);
      const numbers = (id: string): string => readFileSync(join(out, `vae-seed-3-T-1.1-${id}.csv`), 'utf8');
      assert.match(numbers('thresholds'), /^thresholds,ε = 0\.118 \(10% quantile\),points,10,0\.25,$/m);
      assert.match(numbers('bestError'), /^bestError,"Mean [^"]+",interval,1,0\.1,0\.3$/m);
    });

    it('says which result is damaged, and draws the rest', async () => {
      const out = scratch.at('experimentRest');
      const folders = [result('damaged', { ...vaeResult, runs: 3 }), result('vae', vaeResult)];
      const { status, stderr } = await runPassk(['figures', ...folders, '--out', out]);
      assert.equal(status, 0);
      assert.match(stderr, /damaged\/result\.json is damaged, or of another version: runs is no array/);
      assert.equal(readdirSync(out).length, 5);
    });
  });

  it('ends with status 1 where there is no curve', async () => {
    const { status, stderr } = await runPassk(['figures', 'package.json', '--out', scratch.at('none')]);
    assert.equal(status, 1);
    assert.match(stderr, /neither a curve[^]*there is no curve to draw/);
  });

  it('redraws the published curves with the reference values', async function () {
    if (!existsSync(PUBLISHED)) skipBecause(this, 'the published curves are not beside the checkout');
    const out = scratch.at('paper');
    const { stdout } = await runPassk(['figures', PUBLISHED, '--out', out, '--ceiling', '1']);
    for (const [name, alpha, beta] of [
      ['gemma2B', '4.65', '0.361'],
      ['llama8BpassN', '2.71', '0.388'],
      ['llama38Binstruct_oracle', '1.13', '0.380'],
      ['llama370Binstruct_oracle', '0.488', '0.409'],
    ] as const) {
      assert.match(stdout, new RegExp(`^${name}, \\d+ points\\n.*β ${beta}, α ${alpha}`, 'm'));
    }
    assert.equal(readdirSync(out).length, 7);
  });
});

describe('The exact inversion of Eq. 6', () => {
  it('gives the k that reaches a coverage, where there is one', () => {
    for (const [alpha, beta, ceiling] of [
      [4.65, 0.361, 1],
      [0.5, 0.4, 0.9],
      [100, 2, 0.7],
    ] as const) {
      for (const coverage of [0.1, 0.5, 0.65]) {
        const k = attemptsFor(coverage, { alpha, beta, ceiling });
        const reached = betaPassAtK(alpha, beta, k ?? 0, ceiling);
        assert.ok(k === 1 ? reached >= coverage : Math.abs(reached - coverage) < 1e-9);
      }
    }
    assert.equal(attemptsFor(0.95, { alpha: 1, beta: 1, ceiling: 0.9 }), undefined);
  });
});
