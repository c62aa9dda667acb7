import { createLocalRunner } from '../../server/jobs/localRunner.ts';
import { checkRunner } from '../support/checkRunner.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('The runner of local processes', () => {
  checkRunner(useScratchFolder(), () => createLocalRunner({ maxProcesses: 2 }));
});
