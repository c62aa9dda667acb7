import assert from 'node:assert/strict';
import type { ExperimentResult } from '../../server/protocol/experimentResult.ts';
import type { JobState } from '../../server/protocol/job.ts';
import type { ChartModel, PanelModel } from '../../server/protocol/panel.ts';
import { jobPanel } from '../../server/view/experiments/jobPanel.ts';
import { jobProgress, jobRecord, memoryResult, vaeResult } from '../support/sampleExperiment.ts';

const panelOf = (state: JobState, result?: ExperimentResult): PanelModel =>
  jobPanel({ uri: 'file:///w/job.json', record: jobRecord, state, progress: jobProgress, ...(result && { result }) });
const chartOf = (result: ExperimentResult, id: string): ChartModel =>
  panelOf({ kind: 'done' }, result).evals[0]?.charts.find((chart) => chart.id === id) ?? assert.fail(id);

describe('the panel of an experiment', () => {
  it('draws the loss up to now while one trains, with its engine, epoch, rate and time left', () => {
    const { state, evals } = panelOf({ kind: 'running' });
    const [panel = assert.fail()] = evals;
    assert.equal(state, 'analysing');
    assert.deepEqual(
      panel.headlines.map(({ value, detail }) => `${value} ${detail}`),
      [
        '50.0% seed 0: training',
        'onnx-cpu 2 threads',
        '2 of 4',
        '300.0 mean of an image',
        '12.3 epochs/s about 65 s left',
      ],
    );
    assert.deepEqual(
      panel.charts[0]?.series[0]?.points.map(({ x, y }) => [x, y]),
      [
        [1, 400],
        [2, 300],
      ],
    );
    // Below the curve, which nothing pushes out of sight.
    assert.deepEqual(panel.warnings, []);
    assert.deepEqual(panel.assumptions, ['Computed by onnx-cpu with 2 threads.', 'onnx-webgpu: no adapter.']);
  });

  it('says why one failed, how far it had come and nothing of what is to come, and that a cancelled one was', () => {
    const failed = jobPanel({
      ...{ uri: 'file:///w/job.json', record: jobRecord, state: { kind: 'failed', message: 'The disk is full.' } },
      progress: { ...jobProgress, losses: [] },
    });
    assert.equal(failed.message, 'The disk is full.');
    const [panel = assert.fail()] = failed.evals;
    assert.deepEqual(
      panel.headlines.filter(({ label }) => label === 'Rate').map(({ detail }) => detail),
      [''],
    );
    assert.equal(panel.charts[0]?.absentBecause, 'Training ended before there was a curve.');
    assert.equal(panelOf({ kind: 'cancelled' }).message, 'Cancelled.');
  });

  it('sets pass@k for each ε beside Eq. 10 with the κ of the eigenvalues, and says how far that misses', () => {
    const chart = chartOf(vaeResult, 'thresholds');
    assert.deepEqual(
      chart.series.map(({ label, kind, visible }) => [label, kind, visible]),
      [
        ['ε = 0.118 (10% quantile)', 'points', true],
        ['Eq. 10, κ of the eigenvalues 1.04', 'line', true],
        ['Eq. 10, best κ 0', 'line', false],
      ],
    );
    assert.match(chart.summary, /misses the curves by an RMSE of 0\.200; .* best is 0 \(0: independent attempts\)/);
  });

  it('draws the eigenvalues beside those of independent attempts, and each decay with its ranks', () => {
    const chart = chartOf(vaeResult, 'eigenvalues');
    assert.deepEqual(
      chart.series.map(({ id }) => id),
      ['null', 'observed', 'decay-0'],
    );
    assert.match(chart.summary, /over ranks 2–4 κ is 1\.04, and 1\.04 for independent attempts/);
    // The fitted slope, through the middle of what it was fitted to.
    const [first = assert.fail(), , last = assert.fail()] = chart.series[2]?.points ?? [];
    assert.ok(Math.abs(Math.log(last.y / first.y) / Math.log(last.x / first.x) + 1.04) < 1e-12);
  });

  it('shows the images, their reconstructions with errors, and the correlation matrix', () => {
    const rows = panelOf({ kind: 'done' }, vaeResult).evals[0]?.pictures ?? [];
    assert.deepEqual(
      rows.map(({ pictures }) => pictures.map(({ label }) => label)),
      [['original', 'z = μ, 0.170'], ['0.500 (dark) to 1.00 (light)']],
    );
    assert.deepEqual([...Buffer.from(rows[1]?.pictures[0]?.pixelsBase64 ?? '', 'base64')], [255, 0, 0, 255]);
  });

  it('says loudly that drawn images are no result of the paper', () => {
    assert.match(
      panelOf({ kind: 'done' }, vaeResult).evals[0]?.warnings[0] ?? '',
      /no number here is a result of the paper/,
    );
  });

  it('draws the failures of the memory model against the fitted Beta, whose cells add up to the images', () => {
    const chart = chartOf(memoryResult, 'failures');
    const [beta = assert.fail(), bars = assert.fail()] = chart.series;
    assert.deepEqual([beta.kind, bars.kind], ['line', 'bars']);
    const total = beta.points.reduce((sum, { y }) => sum + y, 0);
    assert.ok(Math.abs(total - 40) < 0.5, String(total));
  });

  it('draws pass@k of the memory model by noise and by temperature, each with Eq. 6 of the fitted Beta', () => {
    const [run = assert.fail()] = memoryResult.runs;
    const [byNoise = assert.fail()] = run.retrievals;
    const retrievals = [byNoise, { ...byNoise, noise: 0, temperature: 3 }, { ...byNoise, temperature: 4 }];
    const result = { ...memoryResult, runs: [{ ...run, retrievals }] };
    const labels = ['retrievals', 'retrievalsByTemperature', 'retrievalsByBoth'].map((id) =>
      chartOf(result, id).series.map(({ label }) => label),
    );
    const law = 'Eq. 6, α 1.50, β 3.00';
    assert.deepEqual(labels, [
      ['σ = 0.5', law],
      ['τ = 3', law],
      ['σ = 0.5, τ = 4', law],
    ]);
    assert.match(chartOf(result, 'retrievals').summary, /RMSE of 0\.004/);
  });

  it('draws no pass@k by what was not asked for', () => {
    const ids = panelOf({ kind: 'done' }, memoryResult).evals[0]?.charts.map(({ id }) => id);
    assert.deepEqual(ids, ['retrievals', 'failures', 'training']);
  });

  it('says of each ε how pass@k rises, and how far Eq. 10 misses that', () => {
    assert.deepEqual(panelOf({ kind: 'done' }, vaeResult).evals[0]?.laws, [
      {
        name: 'ε = 0.118 (10% quantile)',
        text: 'pass@1 10.0%, pass@100 30.0%; Eq. 10 with the κ of the eigenvalues: RMSE 0.200; with the best κ, 0: RMSE 0.00100',
      },
    ]);
  });

  it('sets what the run shows beside what the paper says', () => {
    const comparisons = (result: ExperimentResult): readonly string[] =>
      (panelOf({ kind: 'done' }, result).evals[0]?.comparisons ?? []).map((each) => Object.values(each).join(' | '));
    const [passAtK, bestError, correlation] = comparisons(vaeResult);
    assert.match(
      passAtK ?? '',
      /^Figure 5, left.* \| That does not agree: .* RMSE of 0\.200 .* \| The paper says: Eq\. 10/,
    );
    assert.match(bestError ?? '', /^Figure 5, right.* \| .* \| The paper says: the errors obey a quasi power law\.$/);
    assert.match(
      correlation ?? '',
      /^Figure 6.* \| The largest eigenvalue is .* The decay is that of independent attempts/,
    );
    assert.match(comparisons(memoryResult)[0] ?? '', /Eq\. 6, .* agrees: it meets pass@k to an RMSE of 0\.00/);
  });

  it('names the threads of its engine in the singular where it is one', () => {
    const one = { ...vaeResult, engine: { ...vaeResult.engine, threads: 1, fallbacks: [] } };
    assert.equal(panelOf({ kind: 'done' }, one).evals[0]?.headlines[0]?.detail, '1 thread');
    assert.equal(
      panelOf({ kind: 'done' }, vaeResult).evals[0]?.headlines[0]?.detail,
      '2 threads; why not another: see below',
    );
  });
});
