import { checkAggregate } from '../support/checkAggregate.ts';
import { needsBuiltPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useSlurmCluster } from '../support/slurmCluster.ts';

describe('passk aggregate --runner slurm', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
  });
  useSlurmCluster();
  checkAggregate(useScratchFolder(), ['--runner', 'slurm']);
});
