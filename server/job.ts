import process from 'node:process';
import { engineFolders } from './engines/engineFolders.ts';
import { runJob } from './experiments/runJob.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('usage: job.js FOLDER');

let interruption: string | undefined;
// A terminal sends its signals to every process of the command; whoever started the job decides what they mean.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => (interruption = 'It was asked to end (SIGTERM). It can be resumed.'));
process.on('disconnect', () => (interruption = 'The command that started it ended. It can be resumed.'));

const { env } = process;
const state = await runJob({
  ...{ folder, env, engineFolders: engineFolders(env, import.meta.url) },
  now: Date.now,
  interruption: () => interruption,
});
// Native engines keep threads, which would keep the process.
process.exit(state.kind === 'done' ? 0 : 1);
