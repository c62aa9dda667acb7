// An analyst that does what its job's name says: a stand-in for a log that breaks the real one.
import { parentPort, workerData } from 'node:worker_threads';

const stopFlag = new Int32Array(workerData.stopThrough);

parentPort.on('message', ({ jobId, name }) => {
  switch (name) {
    case 'ends':
      parentPort.postMessage({ type: 'done', jobId });
      return;
    case 'waits to be stopped':
      while (Atomics.load(stopFlag, 0) < jobId) Atomics.wait(stopFlag, 0, 0, 5);
      parentPort.postMessage({ type: 'stopped', jobId });
      return;
    case 'never stops':
      for (;;) Atomics.wait(stopFlag, 0, -1, 50);
    case 'throws':
      throw new Error('a defect');
    case 'exits':
      process.exit(3);
    case 'eats all memory': {
      const eaten = [];
      for (;;) eaten.push(new Array(10_000).fill(jobId));
    }
  }
});
