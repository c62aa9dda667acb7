import assert from 'node:assert/strict';
import { ranges } from '../../server/jobs/slurmCommands.ts';
import { createSlurmRunner } from '../../server/jobs/slurmRunner.ts';
import { checkRunner } from '../support/checkRunner.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useSlurmCluster } from '../support/slurmCluster.ts';

describe('The runner of Slurm arrays', function () {
  this.timeout(60_000);
  useSlurmCluster();
  const scratch = useScratchFolder();
  checkRunner(scratch, () => createSlurmRunner({ pollMs: 200, settleMs: 1000 }));

  it('passes on what sbatch says of options that it does not take', async () => {
    const runner = createSlurmRunner({ partition: 'nowhere' });
    const signal = new AbortController().signal;
    const options = { folder: scratch.at('job'), maxAttempts: 1, signal, onState: () => undefined };
    await assert.rejects(runner([{ id: 'a', command: ['/bin/true'] }], options), /sbatch: .*partition/);
  });
});

describe('The tasks of an array', () => {
  it('are named by ranges', () => {
    assert.equal(ranges([0, 1, 2, 5, 7, 8]), '0-2,5,7-8');
    assert.equal(ranges([3]), '3');
  });
});
