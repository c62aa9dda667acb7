import process, { argv, env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { engineFolders } from './engines/engineFolders.ts';
import { runJob } from './experiments/runJob.ts';
import { runProbe } from './experiments/runProbe.ts';
import type { EngineName } from './protocol/experiment.ts';

const [, , folder, probed] = argv;
if (folder === undefined) throw new Error('usage: job.js FOLDER');
const folders = engineFolders(env, import.meta.url);
if (probed !== undefined) {
  process.stdout.write(await runProbe(folder, probed as EngineName, folders), () => process.exit(0));
} else {
  let interruption: string | undefined;
  // A terminal sends its signals to every process of the command; whoever started the job decides what they mean.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => (interruption = 'It was asked to end (SIGTERM). It can be resumed.'));
  process.on('disconnect', () => (interruption = 'The command that started it ended. It can be resumed.'));
  const state = await runJob({
    ...{ folder, env, engineFolders: folders },
    program: [execPath, fileURLToPath(import.meta.url)],
    correlator: new URL('./correlate.js', import.meta.url),
    ...{ now: Date.now, interruption: () => interruption },
  });
  // Native engines keep threads, which would keep the process.
  process.exit(state.kind === 'done' ? 0 : 1);
}
