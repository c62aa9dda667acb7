import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ name }) => {
  if (name.startsWith('crash')) process.exit(7);
});
