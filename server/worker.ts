import { parentPort, workerData } from 'node:worker_threads';
import { runAnalyst } from './host/runAnalyst.ts';

if (parentPort === null) throw new Error('The analyst runs in a worker thread of the server');
runAnalyst(parentPort, workerData);
