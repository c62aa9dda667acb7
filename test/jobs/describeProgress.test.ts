import assert from 'node:assert/strict';
import { describeBriefly, describeMeasures, describeProgress } from '../../server/jobs/describeProgress.ts';
import type { JobProgress } from '../../server/protocol/job.ts';
import { jobProgress } from '../support/sampleExperiment.ts';

describe('The progress of a job in words', () => {
  const sampling: JobProgress = { ...jobProgress, phase: 'sampling', activity: 'seed 0: attempts' };

  it('has, where there is little room, how much is done and how long the rest takes', () => {
    assert.equal(describeBriefly(jobProgress), '50 % · 1:05 left');
    assert.equal(describeBriefly(timeless(jobProgress)), '50 %');
  });

  it('measures the training, and of other work its rate alone', () => {
    assert.equal(describeMeasures(jobProgress), 'epoch 2/4 · loss 300.00 · 12.3 epochs/s');
    assert.equal(describeMeasures(sampling), '12.3 epochs/s');
  });

  it('says all of it in one line', () => {
    assert.equal(
      describeProgress(jobProgress),
      'seed 0: training · epoch 2/4 · loss 300.00 · 12.3 epochs/s · 1:05 left · 50 %',
    );
  });
});

function timeless({ secondsLeft, ...progress }: JobProgress): JobProgress {
  return progress;
}
