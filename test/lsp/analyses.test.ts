import assert from 'node:assert/strict';
import { createAnalyses, type Analyses, type LogSource } from '../../server/host/analyses.ts';
import type { AnalystPool } from '../../server/host/analystPool.ts';
import type { AnalystJob, JobOutcome } from '../../server/host/analystThread.ts';
import { analysisSettingsOf, DEFAULT_SETTINGS } from '../../server/host/settings.ts';
import { placedLog, sampleAnalysis } from '../support/sampleLog.ts';

const URI = 'file:///log.json';

/** An analyst's job, ended by the test. */
interface FakeJob {
  readonly job: AnalystJob;
  isStopped: boolean;
  readonly end: (outcome: JobOutcome) => void;
}

/** What the log holds. */
let content = '';

const source: LogSource = {
  name: 'log.json',
  load: () => {
    const text = content;
    return {
      sketch: String(text.length),
      hash: () => text,
      input: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
    };
  },
};

/** Lets what was started get as far as it can without the analyst. */
async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('The analyses of open logs', () => {
  let jobs: FakeJob[];
  let level: number;
  let analyses: Analyses;

  beforeEach(() => {
    jobs = [];
    level = 0.9;
    const pool: AnalystPool = {
      warmUp: () => undefined,
      dispose: () => undefined,
      submit: (job) => {
        let end: FakeJob['end'] = () => undefined;
        const outcome = new Promise<JobOutcome>((resolve) => {
          end = resolve;
        });
        const fake: FakeJob = { job, isStopped: false, end };
        jobs.push(fake);
        return {
          outcome,
          stop: () => {
            fake.isStopped = true;
            fake.end({ kind: 'stopped' });
          },
        };
      },
    };
    analyses = createAnalyses({
      pool,
      getSettings: () => Promise.resolve({ ...analysisSettingsOf(DEFAULT_SETTINGS), prices: null, level }),
      onChange: () => undefined,
      onProgress: () => undefined,
    });
  });

  async function update(text: string): Promise<void> {
    content = text;
    analyses.update(URI, source, 0);
    await turn();
  }
  async function finish(fake: FakeJob | undefined): Promise<void> {
    const { counts, ...fit } = sampleAnalysis();
    if (fake?.job.input.kind === 'bytes') fake.job.onCounted(placedLog(), []);
    fake?.job.onFitted(0, fit);
    fake?.end({ kind: 'done' });
    await turn();
  }
  function checkState(stage: string, isPending: boolean): void {
    assert.deepEqual([analyses.stateOf(URI)?.stage, analyses.isPending(URI)], [stage, isPending]);
  }

  it('pass through their stages', async () => {
    await update('a');
    checkState('reading', true);
    jobs[0]?.job.onCounted(placedLog(), []);
    checkState('counted', true);
    await finish(jobs[0]);
    checkState('fitted', false);
  });

  it('are there at once for a log that is reopened unchanged', async () => {
    await update('a');
    await finish(jobs[0]);
    analyses.forget(URI);
    assert.equal(analyses.stateOf(URI), undefined);
    await update('a');
    checkState('fitted', false);
    assert.equal(jobs.length, 1);
  });

  it('are made anew for a change that keeps the size', async () => {
    await update('a');
    await finish(jobs[0]);
    await update('b');
    assert.equal(jobs.length, 2);
    checkState('fitted', true);
  });

  it('start from the counts when only the settings have changed', async () => {
    await update('a');
    await finish(jobs[0]);
    level = 0.5;
    analyses.updateAll();
    await turn();
    assert.equal(jobs[1]?.job.input.kind, 'log');
    assert.equal(jobs[1].job.settings.level, 0.5);
    await finish(jobs[1]);
    checkState('fitted', false);
  });

  it('stop what a newer content has overtaken, and drop what it still brings', async () => {
    await update('a');
    await update('bb');
    assert.deepEqual(
      jobs.map(({ isStopped }) => isStopped),
      [true, false],
    );
    jobs[0]?.job.onCounted(placedLog(), []);
    checkState('reading', true);
    await finish(jobs[1]);
    checkState('fitted', false);
  });

  it('of a log that is written all the time are finished, and then made of what there is by then', async () => {
    await update('a');
    analyses.refresh(URI, 0);
    analyses.refresh(URI, 0);
    await turn();
    assert.deepEqual([jobs.length, jobs[0]?.isStopped], [1, false]);
    content = 'a and more';
    await finish(jobs[0]);
    checkState('fitted', true);
    await turn();
    assert.equal(jobs.length, 2);
    await finish(jobs[1]);
    checkState('fitted', false);
    assert.equal(jobs.length, 2);
  });

  it('are shared by two analysts where a log has several evaluations', async () => {
    const two = placedLog({ analyses: [sampleAnalysis(), sampleAnalysis()] });
    const { counts, ...fit } = sampleAnalysis();
    await update('a');
    jobs[0]?.job.onCounted(two, []);
    assert.deepEqual(
      jobs.map(({ job }) => job.input.kind),
      ['bytes', 'log'],
    );
    jobs[0]?.job.onFitted(0, fit);
    jobs[0]?.end({ kind: 'done' });
    await turn();
    checkState('counted', true);
    jobs[1]?.job.onFitted(1, fit);
    jobs[1]?.end({ kind: 'done' });
    await turn();
    checkState('fitted', false);
  });

  it('do not wait for an analyst that came too late to share', async () => {
    const two = placedLog({ analyses: [sampleAnalysis(), sampleAnalysis()] });
    const { counts, ...fit } = sampleAnalysis();
    await update('a');
    jobs[0]?.job.onCounted(two, []);
    [0, 1].forEach((index) => jobs[0]?.job.onFitted(index, fit));
    jobs[0]?.end({ kind: 'done' });
    await turn();
    checkState('fitted', false);
    assert.equal(jobs[1]?.isStopped, true);
  });

  it('fail as a whole when one of two analysts does', async () => {
    const two = placedLog({ analyses: [sampleAnalysis(), sampleAnalysis()] });
    await update('a');
    jobs[0]?.job.onCounted(two, []);
    jobs[0]?.end({ kind: 'done' });
    jobs[1]?.end({ kind: 'failed', message: 'The analysis ended.' });
    await turn();
    assert.deepEqual(analyses.stateOf(URI), { stage: 'failed', message: 'The analysis ended.' });
  });

  it('say that they were stopped by the user', async () => {
    await update('a');
    analyses.stop(URI);
    await turn();
    checkState('failed', false);
    assert.equal(jobs[0]?.isStopped, true);
  });

  it('say why a log cannot be had', async () => {
    const load = (): never => {
      throw new Error('The disk is gone.');
    };
    analyses.update(URI, { name: 'log.json', load }, 0);
    await turn();
    assert.deepEqual(analyses.stateOf(URI), { stage: 'failed', message: 'The disk is gone.' });
  });

  it('settle also for those who wait when the log is closed', async () => {
    await update('a');
    const settled = analyses.settled(URI);
    analyses.forget(URI);
    await settled;
    await analyses.settled(URI);
  });
});
