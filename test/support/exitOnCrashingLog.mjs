import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ name }) => {
  if (name.split('/').at(-1).startsWith('crash')) process.exit(7);
});
